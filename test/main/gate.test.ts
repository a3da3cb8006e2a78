import { describe, expect, it, vi } from "vitest";

vi.mock("electron", () => ({ ipcMain: {}, net: {}, protocol: {} }));
const { isOurs } = await import("../../main/gate");

describe("the gate", () => {
  it("lets the main frame of our own page through", () => {
    expect(isOurs({ isMainFrame: true, url: "app://console/index.html#/wall" })).toBe(true);
  });

  it.each([
    ["a frame inside our page", { isMainFrame: false, url: "app://console/index.html" }],
    ["a page from the network", { isMainFrame: true, url: "https://example.org/" }],
    ["another host of our scheme", { isMainFrame: true, url: "app://elsewhere/index.html" }],
    ["a name that only begins like ours", { isMainFrame: true, url: "app://console.example.org/" }],
    ["user information before another host", { isMainFrame: true, url: "app://console@example.org/" }],
    ["a file", { isMainFrame: true, url: "file:///app://console/index.html" }],
    ["an empty page", { isMainFrame: true, url: "about:blank" }],
    ["no address at all", { isMainFrame: true, url: "" }],
    ["a frame that is gone", null],
  ])("turns away %s", (_what, sender) => {
    expect(isOurs(sender)).toBe(false);
  });
});
