import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failureKinds, failure } from "../../../app/domain/failure";
import { mediaLimits } from "../../../native/media/limits";
import {
  firstState,
  isRunning,
  retryDelayMs,
  transition,
  type SessionEvent,
  type SessionState,
} from "../../../native/media/sessionState";

const play = (events: readonly SessionEvent[], from: SessionState = firstState): SessionState =>
  events.reduce((state, event) => transition(state, event, mediaLimits), from);

const failed = (run: number, kind: (typeof failureKinds)[number], nowMs = 0): SessionEvent => ({
  kind: "failed",
  run,
  failure: failure(kind),
  nowMs,
  random: 0.5,
});

describe("a session", () => {
  test("logs in, plays, and is live with the first key frame", () => {
    const live = play([
      { kind: "loggingIn", run: 1 },
      { kind: "playing", run: 1 },
      { kind: "keyFrame", run: 1, nowMs: 500 },
    ]);
    expect(live).toEqual({ kind: "live", run: 1, failures: 0, sinceMs: 500 });
  });

  test("tries again after a failure, later each time", () => {
    let state = firstState;
    const delays: number[] = [];
    for (let run = 1; run <= 8; run += 1) {
      state = play([failed(run, "unreachable")], state);
      if (state.kind !== "waitingToRetry") throw new Error(state.kind);
      delays.push(state.retryInMs);
      state = play([{ kind: "retryDue", run }], state);
    }
    expect(delays).toEqual([...delays].sort((one, other) => one - other));
    expect(delays[0]).toBeLessThanOrEqual(1_000);
    expect(delays.at(-1)).toBeLessThanOrEqual(30_000);
  });

  test("counts from the start again once it was live for a while", () => {
    const live: SessionState = { kind: "live", run: 9, failures: 6, sinceMs: 0 };
    expect(play([failed(9, "connectionLost", 60_000)], live)).toMatchObject({ failures: 1 });
    expect(play([failed(9, "connectionLost", 100)], live)).toMatchObject({ failures: 7 });
  });

  test("is stalled, not lost, when pictures stop, and connects anew", () => {
    const live: SessionState = { kind: "live", run: 1, failures: 0, sinceMs: 0 };
    const stalled = play([failed(1, "stalled")], live);
    expect(stalled.kind).toBe("stalled");
    expect(play([{ kind: "retryDue", run: 1 }], stalled)).toMatchObject({ kind: "connecting", run: 2 });
  });

  test.each(["credentialsRefused", "credentialsRequired", "invalidAddress"] as const)(
    "waits for a person after %s: nothing but opening it again starts it",
    (kind) => {
      const refused = play([{ kind: "loggingIn", run: 1 }, failed(1, kind)]);
      expect(refused.kind).toBe("refused");
      expect(
        play(
          [
            { kind: "retryDue", run: 1 },
            { kind: "playing", run: 1 },
          ],
          refused,
        ),
      ).toBe(refused);
      expect(play([{ kind: "opened", sourceChanged: false }], refused)).toMatchObject({ kind: "connecting", run: 2 });
    },
  );

  test("one more viewer disturbs nothing; another password connects anew", () => {
    const live: SessionState = { kind: "live", run: 3, failures: 0, sinceMs: 0 };
    expect(play([{ kind: "opened", sourceChanged: false }], live)).toBe(live);
    expect(play([{ kind: "opened", sourceChanged: true }], live)).toMatchObject({ kind: "connecting", run: 4 });
  });
});

describe("whatever happens in whatever order", () => {
  const run = fc.integer({ min: 1, max: 6 });
  const event: fc.Arbitrary<SessionEvent> = fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("opened" as const), sourceChanged: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("loggingIn" as const, "playing" as const), run }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("keyFrame" as const), run, nowMs: fc.nat(100_000) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("failed" as const),
        run,
        failure: fc.constantFrom(...failureKinds).map((kind) => failure(kind)),
        nowMs: fc.nat(100_000),
        random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("retryDue" as const), run }) },
    { weight: 1, arbitrary: fc.constant<SessionEvent>({ kind: "end" }) },
  );

  test("an older run changes nothing, a new run begins at connecting, and the end is the end", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        let state = firstState;
        for (const one of events) {
          const next = transition(state, one, mediaLimits);
          if ("run" in one && one.run !== state.run) expect(next).toBe(state);
          if (state.kind === "ended") expect(next).toBe(state);
          if (next.run !== state.run) expect(next).toMatchObject({ kind: "connecting", run: state.run + 1 });
          if (isRunning(next) && !isRunning(state)) expect(next.run).toBe(state.run + 1);
          state = next;
        }
        expect(transition(state, { kind: "end" }, mediaLimits).kind).toBe("ended");
      }),
    );
  });

  test("a retry is never immediate and never later than the longest", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const delayMs = retryDelayMs(failures, random, mediaLimits);
          expect(delayMs).toBeGreaterThanOrEqual(mediaLimits.firstRetryMs / 2);
          expect(delayMs).toBeLessThanOrEqual(mediaLimits.longestRetryMs);
        },
      ),
    );
  });
});
