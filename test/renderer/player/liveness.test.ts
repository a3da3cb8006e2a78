import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamPhase } from "../../../app/contract/stream";
import { livenessKinds, livenessOf, liveUntilMs, type StreamStatus } from "../../../renderer/player/liveness";

const status = (phase: StreamStatus["phase"], sinceMs = 0): StreamStatus => ({
  phase,
  sinceMs,
  failure: null,
  retryAtUtcMs: null,
});

const now = 100_000;

describe("what a tile may claim", () => {
  it.each([
    ["a fresh frame", "live", 40, "live", 0],
    ["a frame of one second", "live", 1_000, "live", 0],
    ["a frame a little older", "live", 1_250, "late", 1],
    ["a frame of five seconds", "live", 5_000, "late", 5],
    ["a frame older still", "live", 7_300, "stalled", 7],
    ["a source that stopped, its picture not yet old", "stalled", 1_500, "stalled", 1],
    ["a source said to have stopped that sends again", "stalled", 100, "live", 0],
  ] as const)("%s", (_, phase, ageMs, kind, ageS) => {
    expect(livenessOf(status(phase), now - ageMs, now)).toEqual({ kind, ageS });
  });

  it("waits for the first picture, and calls it stalled when none comes", () => {
    expect(livenessOf(status("live", now - 300), null, now).kind).toBe("waitingForKeyFrame");
    expect(livenessOf(status("live", now - 6_000), null, now).kind).toBe("stalled");
  });

  it("does not call a stream stalled for the age of a picture from before it was opened again", () => {
    expect(livenessOf(status("live", now - 300), now - 60_000, now).kind).toBe("waitingForKeyFrame");
  });

  it("calls a fresh picture that does not change frozen, and an old one by its age all the same", () => {
    expect(livenessOf(status("live"), now - 40, now, now - 3_400)).toEqual({ kind: "frozen", ageS: 3 });
    expect(livenessOf(status("live"), now - 1_500, now, now - 3_400).kind).toBe("late");
    expect(livenessOf(status("connecting"), now - 40, now, now - 3_400).kind).toBe("connecting");
  });

  it("never calls a picture live whose newest frame is older than a second, nor one whose stream is gone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...streamPhase.options),
        fc.integer({ min: 0, max: now }),
        fc.option(fc.integer({ min: 0, max: now })),
        (phase, sinceMs, frameAtMs) => {
          const { kind, ageS } = livenessOf(status(phase, sinceMs), frameAtMs, now);
          expect(livenessKinds).toContain(kind);
          expect(ageS).toBeGreaterThanOrEqual(0);
          if (kind === "live") {
            expect(["live", "stalled"]).toContain(phase);
            expect(frameAtMs).not.toBeNull();
            expect(now - (frameAtMs ?? 0)).toBeLessThanOrEqual(liveUntilMs);
          }
        },
      ),
    );
  });
});
