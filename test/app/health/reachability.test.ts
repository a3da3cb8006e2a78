import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answered,
  failed,
  shifted,
  unknown,
  type OutageStep,
  type Reachability,
} from "../../../app/health/reachability";

type Event = { readonly kind: "answered" | "failed"; readonly afterMs: number; readonly jumpMs: number };

const events = fc.array(
  fc.record<Event>({
    kind: fc.constantFrom("answered", "failed"),
    afterMs: fc.integer({ min: 0, max: 100_000 }),
    jumpMs: fc.constantFrom(0, 0, 0, 3_600_000, -3_600_000),
  }),
  { maxLength: 60 },
);

/** Runs the events, with the true time of each step (which no setting of the clock moves). */
const run = (given: readonly Event[]) => {
  let state: Reachability = unknown;
  let trueMs = 0;
  let jumpedMs = 0;
  const steps: { outage: OutageStep; state: Reachability; event: Event; trueMs: number; nowUtcMs: number }[] = [];
  for (const event of given) {
    trueMs += event.afterMs;
    if (event.jumpMs !== 0) {
      jumpedMs += event.jumpMs;
      state = shifted(state, event.jumpMs);
    }
    const nowUtcMs = 1e12 + trueMs + jumpedMs;
    const step = event.kind === "answered" ? answered(state, nowUtcMs) : failed(state, "timedOut", nowUtcMs);
    state = step.state;
    steps.push({ ...step, event, trueMs, nowUtcMs });
  }
  return steps;
};

describe("reachability", () => {
  it("begins an outage at exactly the second failure in a row, and ends it at the first answer", () => {
    fc.assert(
      fc.property(events, (given) => {
        let failures = 0;
        for (const { event, outage, state } of run(given)) {
          const wasOpen = failures >= 2;
          failures = event.kind === "failed" ? failures + 1 : 0;
          if (event.kind === "failed") expect(outage?.kind ?? null).toBe(failures === 2 ? "began" : null);
          else expect(outage?.kind ?? null).toBe(wasOpen ? "ended" : null);
          expect(state.kind).toBe(failures === 0 ? "online" : failures === 1 ? "doubtful" : "offline");
        }
      }),
    );
  });

  it("counts from the first failure, as long as it truly lasted, however the clock is set", () => {
    fc.assert(
      fc.property(events, (given) => {
        const steps = run(given);
        for (const [index, { state, trueMs, nowUtcMs }] of steps.entries()) {
          if (state.kind !== "offline") continue;
          const before = steps.slice(0, index + 1).reverse();
          const first = before[before.findIndex(({ event }) => event.kind === "answered") - 1] ?? before.at(-1);
          expect(nowUtcMs - state.sinceUtcMs).toBe(trueMs - (first?.trueMs ?? 0));
        }
      }),
    );
  });

  it("is online since the same time after a single lost try", () => {
    const online = answered(unknown, 1_000).state;
    const doubted = failed(online, "timedOut", 5_000).state;
    expect(answered(doubted, 9_000)).toEqual({ state: { kind: "online", sinceUtcMs: 1_000 }, outage: null });
  });

  it("does not begin an outage before the picture that began while a try was on its way", () => {
    const online = answered(unknown, 10_000).state;
    const doubted = failed(online, "timedOut", 4_000).state;
    expect(failed(doubted, "timedOut", 15_000).outage).toMatchObject({ startedAtUtcMs: 10_000 });
  });
});
