import { beforeEach, expect, it, vi } from "vitest";
import { keymapOf } from "../../../../../renderer/features/keyboard/keymap";
import { tileKey } from "../../../../../renderer/features/wall/tile/tileKeys";
import { whole, type Zoom } from "../../../../../renderer/features/wall/tile/zoom";

const takeSnapshot = vi.fn();
const zoomBy = vi.fn();
const panBy = vi.fn();
const reset = vi.fn();
beforeEach(() => {
  vi.clearAllMocks();
});

const near: Zoom = { factor: 2, x: -0.5, y: -0.5 };
const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };
const press = (key: string, zoom: Zoom = whole, more: Partial<typeof none> = {}, keymap = keymapOf({})): boolean => {
  const act = tileKey({ key, ...none, ...more }, keymap, { takeSnapshot, zooming: { zoom, zoomBy, panBy, reset } });
  act?.();
  return act !== null;
};

it("takes a snapshot once for a press, however long the key is held", () => {
  expect(press("s")).toBe(true);
  expect(press("s", whole, { repeat: true })).toBe(true);
  expect(takeSnapshot.mock.calls).toEqual([["jpeg"]]);
  press("S", whole, { shiftKey: true });
  expect(takeSnapshot).toHaveBeenLastCalledWith("png");
});

it("goes by the keys that somebody chose", () => {
  const keymap = keymapOf({ snapshot: "P" });
  expect(press("s", whole, {}, keymap)).toBe(false);
  expect(press("p", whole, {}, keymap)).toBe(true);
  press("P", whole, { shiftKey: true }, keymap);
  expect(takeSnapshot.mock.calls).toEqual([["jpeg"], ["png"]]);
});

it("zooms, and only a zoomed tile takes 0 and Shift with an arrow from the wall", () => {
  expect(press("+")).toBe(true);
  expect(zoomBy.mock.lastCall?.[0]).toBeGreaterThan(1);
  expect(press("-", near)).toBe(true);
  expect(zoomBy.mock.lastCall?.[0]).toBeLessThan(1);

  expect(press("0")).toBe(false);
  expect(press("ArrowRight", whole, { shiftKey: true })).toBe(false);
  expect(press("0", near)).toBe(true);
  expect(reset).toHaveBeenCalledOnce();
  expect(press("ArrowRight", near, { shiftKey: true })).toBe(true);
  expect(panBy.mock.lastCall?.[0]).toBeLessThan(0);
  expect(press("ArrowRight", near)).toBe(false);
});

it("leaves the wall's and the system's keys alone", () => {
  for (const key of ["Enter", "Escape", "Delete", "i", "7", "Tab", "Shift"]) expect(press(key, near)).toBe(false);
  expect(press("s", near, { ctrlKey: true })).toBe(false);
});
