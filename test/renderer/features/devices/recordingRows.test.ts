import { createElement, Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { RecordingHealth } from "../../../../app/contract/health";
import { recordingRows } from "../../../../renderer/features/devices/recordingRows";
import { deviceOf } from "../../../harness/deviceRecord";
import { inChinese } from "../../../harness/words";

const nowUtcMs = Date.UTC(2026, 10, 25, 4);
const day = 86_400_000;
const recorder = deviceOf({ id: "r", name: "录像机", cameras: ["东门", "西门"] });
const camera = deviceOf({ id: "c", name: "东门" });

const untold: RecordingHealth = {
  ...{ state: "unknown", toldAtUtcMs: nowUtcMs - 125_000, channels: [] },
  ...{ recordings: null, oldestAtUtcMs: null, newestAtUtcMs: null },
};

/** Each row's text, by its label. */
const read = (recording: RecordingHealth, device = recorder): Record<string, string> =>
  Object.fromEntries(
    recordingRows(inChinese, device, recording, nowUtcMs).map(({ label, children }) => [
      typeof label === "string" ? label : "",
      renderToStaticMarkup(createElement(Fragment, null, children))
        .replaceAll(/<[^>]*>/g, " ")
        .replaceAll(/ +/g, " ")
        .trim(),
    ]),
  );

describe("a recorder's health says of its recordings", () => {
  it("how far back they reach, how many there are and how long ago that was told", () => {
    const rows = read({
      ...untold,
      ...{ state: "recording", recordings: 8, oldestAtUtcMs: nowUtcMs - 30 * day, newestAtUtcMs: nowUtcMs },
    });
    expect(rows["录像"]).toBe("正在录像");
    expect(rows["录像存储"]).toMatch(/共 30 天 0 小时 8 组录像$/);
    expect(rows["录像查询于"]).toMatch(/2 分 5 秒前$/);
  });

  it("that there are none", () => {
    expect(read({ ...untold, state: "failed", recordings: 0 })).toMatchObject({
      录像: "录像故障",
      录像存储: "没有录像",
    });
  });

  it("that it cannot be asked, and why", () => {
    expect(read({ ...untold, state: "unsupported" })["录像"]).toContain("不支持查询");
    expect(read({ ...untold, state: "denied" })["录像"]).toContain("无权查询");
    expect(read(untold)["录像存储"]).toBeUndefined();
  });

  it("nothing of a camera that has none to tell of", () => {
    expect(read({ ...untold, state: "unsupported" }, camera)).toEqual({});
  });
});
