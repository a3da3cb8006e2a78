import { describe, expect, it } from "vitest";
import type { StreamFactsMessage } from "../../../../app/contract/stream";
import { factRows } from "../../../../renderer/features/wall/factRows";
import { inChinese } from "../../../harness/words";

const now = new Date(2026, 10, 24, 14, 3, 27).getTime();
const facts: StreamFactsMessage = {
  kind: "facts",
  encoding: "H264",
  audioEncoding: null,
  widthPx: 1920,
  heightPx: 1080,
  frameRate: 25,
  bitRateKbps: 4_230,
  transport: "tcp",
  transcoding: "none",
  reconnects: 0,
  deviceSessions: 50,
  deviceSessionLimit: 54,
  cameraClock: { cameraUtcMs: now - 57_000, atUtcMs: now - 60_000 },
};
const rowsOf = (more: Partial<StreamFactsMessage> = {}) =>
  Object.fromEntries(factRows(inChinese, { ...facts, ...more }, 80, now).map((row) => [row.key, row]));

describe("what a tile tells of its stream on demand", () => {
  it("tells codec, size, rate, age, transport, sessions and both clocks", () => {
    const rows = rowsOf();
    expect(rows["video"]?.value).toBe("H264 1920×1080");
    expect(rows["rate"]?.value).toBe("25 fps  4.2 Mbit/s");
    expect(rows["age"]?.value).toBe("80 毫秒");
    expect(rows["transport"]?.value).toBe("TCP");
    expect(rows["sessions"]).toMatchObject({ value: "50/54", remarkable: false });
    expect(rows["cameraClock"]?.value).toBe("14:03:30");
    expect(rows["stationClock"]?.value).toBe("14:03:27");
    expect(rows["offset"]).toMatchObject({ value: "快 3.0 秒", remarkable: true });
  });

  it("marks what is worth a look", () => {
    const rows = rowsOf({ transcoding: "software", reconnects: 3, deviceSessions: 54 });
    for (const key of ["transcoding", "reconnects", "sessions"]) expect(rows[key]?.remarkable, key).toBe(true);
  });

  it("says what is not known, and claims nothing of a stream that told nothing", () => {
    const rows = rowsOf({ deviceSessionLimit: null, cameraClock: null, widthPx: 0 });
    expect(rows["sessions"]?.value).toBe("50/上限未知");
    expect(rows["cameraClock"]?.value).toBe("未提供");
    expect(rows["offset"]).toBeUndefined();
    expect(rows["video"]?.value).toBe("H264 –");
    expect(factRows(inChinese, null, null, now).map(({ value }) => value)).toEqual(["–"]);
  });
});
