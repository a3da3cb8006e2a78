import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failure, failureKinds } from "../../../app/domain/failure";
import { mediaLimits } from "../../../native/media/limits";
import { runLife, within, type Look } from "../../../native/media/runLife";
import type { SessionState } from "../../../native/media/sessionState";
import { manualClock } from "../../harness/manualClock";

/** A life whose runs do as the test says, and whose processes go when it lets them. */
const bench = (look: (state: SessionState, forMs: number) => Look = () => null) => {
  const clock = manualClock();
  const begun: { readonly of: number; readonly insists: boolean; stopped: boolean; readonly gone: () => void }[] = [];
  const phases: string[] = [];
  let endings = 0;
  const life = runLife({
    clock,
    limits: mediaLimits,
    random: () => 1,
    begin: (of, insists) => {
      let gone = (): void => undefined;
      const whenGone = new Promise<void>((resolve) => (gone = resolve));
      const one = { of, insists, stopped: false, gone };
      begun.push(one);
      return {
        stop: () => {
          one.stopped = true;
          return whenGone;
        },
      };
    },
    look,
    stopped: () => undefined,
    changed: ({ kind }) => phases.push(kind),
    ended: () => (endings += 1),
  });
  life.start();
  return { life, clock, begun, phases, endings: () => endings };
};

const unreachable = failure("unreachable");

describe("the life of runs", () => {
  it("begins a run at once, ends it when it fails, and begins the next when its time has come", () => {
    const { life, clock, begun, phases } = bench();
    life.fail(1, unreachable);
    expect(begun).toMatchObject([{ of: 1, stopped: true }]);
    clock.advance(mediaLimits.firstRetryMs);
    expect(begun).toMatchObject([{ of: 1 }, { of: 2, stopped: false, insists: false }]);
    expect(phases).toEqual(["connecting", "waitingToRetry", "connecting"]);
  });

  it("heeds nothing that an older run still says", () => {
    const { life, clock, begun } = bench();
    life.fail(1, unreachable);
    clock.advance(mediaLimits.firstRetryMs);
    life.fail(1, unreachable);
    life.apply({ kind: "playing", run: 1 });
    expect(life.state()).toMatchObject({ kind: "connecting", run: 2 });
    expect([life.isPresent(1), life.isPresent(2)]).toEqual([false, true]);
    expect(begun[1]?.stopped).toBe(false);
  });

  it("looks again as long as nothing is wrong, anew in each state, and fails the run once something is", () => {
    const looks: [string, number][] = [];
    const { life, clock } = bench((state, forMs) => {
      looks.push([state.kind, forMs]);
      return state.kind === "connecting" ? within(30, forMs, failure("timedOut")) : 20;
    });
    clock.advance(10);
    life.apply({ kind: "playing", run: 1 });
    clock.advance(40);
    expect(looks).toEqual([
      ["connecting", 0],
      ["waitingForKeyFrame", 0],
      ["waitingForKeyFrame", 20],
      ["waitingForKeyFrame", 40],
    ]);
    const other = bench((_state, forMs) => within(30, forMs, failure("timedOut")));
    other.clock.advance(29);
    expect(other.life.isPresent(1)).toBe(true);
    other.clock.advance(1);
    expect(other.life.state()).toMatchObject({ kind: "waitingToRetry", failure: { kind: "timedOut" } });
  });

  it("begins nothing by itself after a refused password, and insists when a person asks", () => {
    const { life, clock, begun } = bench();
    life.fail(1, failure("credentialsRefused"));
    clock.advance(24 * 3_600_000);
    expect(begun).toHaveLength(1);
    expect(life.open(false)).toBe(true);
    expect(begun).toMatchObject([{ insists: false }, { of: 2, insists: true }]);
    expect(life.open(false)).toBe(false);
  });

  it("has finished once the processes of all its runs are gone", async () => {
    const { life, begun, endings } = bench();
    let finished = false;
    void life.finished.then(() => (finished = true));
    life.fail(1, failure("credentialsRefused"));
    life.open(false);
    life.end();
    expect(endings()).toBe(1);
    begun[1]?.gone();
    await Promise.resolve();
    expect(finished).toBe(false);
    begun[0]?.gone();
    await life.finished;
  });

  it("never has two runs at a time, whatever happens", () => {
    const act = fc.oneof(
      fc.record({ kind: fc.constant("fail" as const), run: fc.nat(4), why: fc.constantFrom(...failureKinds) }),
      fc.record({ kind: fc.constant("open" as const), sourceChanged: fc.boolean() }),
      fc.record({ kind: fc.constant("pass" as const), ms: fc.nat(600_000) }),
      fc.record({ kind: fc.constant("end" as const) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        const { life, clock, begun, endings } = bench();
        for (const one of acts) {
          if (one.kind === "fail") life.fail(one.run, failure(one.why));
          else if (one.kind === "open") life.open(one.sourceChanged);
          else if (one.kind === "pass") clock.advance(one.ms);
          else life.end();
          const running = begun.filter(({ stopped }) => !stopped);
          expect(running.map(({ of }) => of)).toEqual(life.isPresent(life.state().run) ? [life.state().run] : []);
          expect(endings()).toBe(life.state().kind === "ended" ? 1 : 0);
        }
      }),
    );
  });
});
