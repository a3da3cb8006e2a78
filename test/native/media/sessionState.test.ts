import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failureKinds, failure } from "../../../app/domain/failure";
import { mediaLimits } from "../../../native/media/limits";
import { phaseMessage } from "../../../native/media/phaseMessage";
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
    expect(delays.at(-1)).toBeLessThanOrEqual(1_500);
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

  test("is left in peace for a while after a lock-out, and then tries by itself", () => {
    const refused = play([failed(1, "lockedOut")]);
    expect(refused).toMatchObject({ kind: "refused", retryInMs: mediaLimits.lockOutMs });
    expect(play([{ kind: "retryDue", run: 1 }], refused)).toMatchObject({ kind: "connecting", run: 2 });
  });

  test("says why it waits until the camera is reached again", () => {
    const again = play([failed(1, "unreachable"), { kind: "retryDue", run: 1 }]);
    expect(phaseMessage(again, 0)).toEqual({
      kind: "phase",
      phase: "waitingToRetry",
      failure: { kind: "unreachable" },
    });
    expect(phaseMessage(play([{ kind: "reached", run: 2 }], again), 0)).toEqual({ kind: "phase", phase: "connecting" });
  });

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
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom("reached" as const, "loggingIn" as const, "playing" as const),
        run,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("waiting" as const),
        run,
        failure: fc.constant(failure("sessionLimit")),
      }),
    },
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

  test("a retry is never immediate and never later than a few seconds", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom(
          "unreachable" as const,
          "connectionLost" as const,
          "decoderFailed" as const,
          "stalled" as const,
        ),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, kind, random) => {
          const delayMs = retryDelayMs(failures, kind, random, mediaLimits);
          expect(delayMs).toBeGreaterThanOrEqual(mediaLimits.firstRetryMs / 2);
          // Somebody watches: a few seconds at most.
          expect(delayMs).toBeLessThanOrEqual(3_000);
        },
      ),
    );
  });
});
