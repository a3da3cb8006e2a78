import { describe, expect, it } from "vitest";
import { senderReport } from "./rtcp";

describe("RTCP sender report", () => {
  it("holds the moment as NTP time beside its RTP timestamp, and whole words after it", () => {
    const utcMs = Date.UTC(2026, 10, 24, 8, 0, 0, 250);
    const report = senderReport({
      ssrc: 0x1234_5678,
      utcMs,
      timestamp: 90_000,
      packetCount: 7,
      octetCount: 4_200,
      canonicalName: "camera@127.0.0.1",
    });
    expect([report[1], report.readUInt16BE(2)]).toEqual([200, 6]);
    const ntpMs = (report.readUInt32BE(8) + report.readUInt32BE(12) / 0x1_0000_0000) * 1000;
    expect(Math.round(ntpMs - Date.UTC(1970, 0, 1) + Date.UTC(1900, 0, 1))).toBe(utcMs);
    expect([16, 20, 24].map((at) => report.readUInt32BE(at))).toEqual([90_000, 7, 4_200]);
    expect(report[29]).toBe(202);
    expect(28 + 4 * (report.readUInt16BE(30) + 1)).toBe(report.length);
    expect(report.toString("utf8", 38, 38 + (report[37] ?? 0))).toBe("camera@127.0.0.1");
  });
});
