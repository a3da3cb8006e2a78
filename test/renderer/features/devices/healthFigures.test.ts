import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DeviceHealth, RecordingHealth } from "../../../../app/contract/health";
import {
  countHealth,
  durationText,
  healthById,
  isClockOff,
  onlinePercent,
} from "../../../../renderer/features/devices/healthFigures";
import type { Translate } from "../../../../renderer/locales/words";

const row = (deviceId: string, state: DeviceHealth["state"], loginFailure: DeviceHealth["loginFailure"] = null) => ({
  deviceId,
  state,
  sinceUtcMs: null,
  cause: null,
  loginFailure,
  clockOffsetMs: null,
  firmwareVersion: "",
  firmwareChange: null,
  recording: null,
});

const recordingOf = (state: RecordingHealth["state"]): RecordingHealth => ({
  ...{ state, toldAtUtcMs: 0, channels: [], recordings: null, oldestAtUtcMs: null, newestAtUtcMs: null },
});

const counts = (online: number, offline: number, unknown = 0) => ({ online, offline, unknown });

describe("the figures of the devices' health", () => {
  it("count states, and logins refused whatever the state", () => {
    const rows = [
      row("a", "online"),
      row("b", "online", "credentialsRefused"),
      row("c", "offline", "lockedOut"),
      row("d", "unknown"),
    ];
    expect(countHealth(rows)).toEqual({ online: 2, offline: 1, unknown: 1, loginFailures: 2, recordingTroubles: 0 });
    expect(healthById(rows)["c"]?.state).toBe("offline");
  });

  it("count recorders that do not record what they should, not those that cannot be asked", () => {
    const states = ["recording", "partly", "stopped", "failed", "unknown", "denied", "unsupported"] as const;
    const rows = states.map((state) => ({ ...row(state, "online"), recording: recordingOf(state) }));
    expect(countHealth(rows).recordingTroubles).toBe(3);
  });

  it.each([
    [counts(400, 0), "100"],
    [counts(390, 10), "97.5"],
    [counts(4_999, 1), "99.9"],
    [counts(0, 3), "0"],
    [counts(1, 0, 99), "100"],
    [counts(0, 0, 5), null],
  ])("say of %j that %s percent are online", (given, percent) => {
    expect(onlinePercent(given)).toBe(percent);
  });

  it("never say 100 percent while one is offline", () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }), (online, offline) => {
        expect(Number(onlinePercent(counts(online, offline)))).toBeLessThan(100);
      }),
    );
  });
});

const words = ((key: string, values: Record<string, number>) =>
  `${key.replace("health.", "")} ${Object.values(values).join(" ")}`) as unknown as Translate;

it.each([
  [0, "seconds 0"],
  [-5_000, "seconds 0"],
  [59_400, "seconds 59"],
  [60_000, "minutes 1 0"],
  [3_599_000, "minutes 59 59"],
  [3_600_000, "hours 1 0"],
  [90_000_000, "days 1 1"],
])("writes %i ms in its two largest units", (durationMs, text) => {
  expect(durationText(words, durationMs)).toBe(text);
});

it.each([
  [null, false],
  [9_999, false],
  [10_000, true],
  [-3_600_000, true],
])("says of an offset of %s ms that it is worth a look: %s", (offsetMs, off) => {
  expect(isClockOff(offsetMs)).toBe(off);
});
