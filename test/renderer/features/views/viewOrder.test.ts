import { describe, expect, it } from "vitest";
import type { ViewSummary } from "../../../../app/contract/wall";
import {
  foldersOf,
  inOrder,
  recentViews,
  viewBeside,
  viewsMatching,
} from "../../../../renderer/features/views/viewOrder";

const view = (name: string, folder = "", openedAtUtcMs: number | null = null): ViewSummary => ({
  id: `${folder}/${name}`,
  name,
  folder,
  tileCount: 4,
  cameraCount: 2,
  version: 1,
  changedAtUtcMs: 0,
  openedAtUtcMs,
});

const views = [view("墙 10", "夜班", 5), view("墙 2", "夜班"), view("全县", "", 9), view("学校", "白班", 1)];
const ordered = inOrder(views);
const names = (of: readonly (ViewSummary | undefined)[]) => of.map((one) => one?.name);

describe("views", () => {
  it("stand without a folder first, then by pinyin and by number", () => {
    expect(names(ordered)).toEqual(["全县", "学校", "墙 2", "墙 10"]);
    expect(foldersOf(views)).toEqual(["白班", "夜班"]);
  });

  it("follow each other round the end, from whichever is open", () => {
    const walk = (from: string | null, step: 1 | -1) => viewBeside(ordered, from, step)?.name;
    expect([walk(null, 1), walk("/全县", 1), walk("夜班/墙 10", 1)]).toEqual(["全县", "学校", "全县"]);
    expect([walk(null, -1), walk("/全县", -1)]).toEqual(["墙 10", "墙 10"]);
    expect(walk("gone", 1)).toBe("全县");
    expect(viewBeside([], null, 1)).toBeUndefined();
  });

  it("opened last come first, and none that was never opened", () => {
    expect(names(recentViews(views, 2))).toEqual(["全县", "墙 10"]);
    expect(names(recentViews(views, 9))).toEqual(["全县", "墙 10", "学校"]);
  });

  it("are found by name or folder, in any case", () => {
    expect(names(viewsMatching([view("Gate", "Night"), view("Door")], " nIGHT g"))).toEqual(["Gate"]);
    expect(viewsMatching(views, "  ")).toBe(views);
  });
});
