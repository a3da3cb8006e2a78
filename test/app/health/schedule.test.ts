import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSchedule, placeAfter, shareOf } from "../../../app/health/schedule";
import { createSteadyTime } from "../../../app/health/steadyTime";

describe("the schedule", () => {
  it("gives each device once, not before its time and within the second after it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50_000 }), { maxLength: 50 }), (dues) => {
        const schedule = createSchedule(0);
        dues.forEach((dueMs, index) => {
          schedule.plan(String(index), dueMs);
        });
        const given = new Map<string, number>();
        for (let nowMs = 0; nowMs <= 60_000; nowMs += 1_000)
          for (const id of schedule.takeDue(nowMs)) {
            expect(given.has(id)).toBe(false);
            given.set(id, nowMs);
          }
        dues.forEach((dueMs, index) => {
          const atMs = given.get(String(index)) ?? Number.NaN;
          expect(atMs).toBeGreaterThanOrEqual(dueMs);
          expect(atMs).toBeLessThan(dueMs + 1_000);
        });
      }),
    );
  });

  it("knows only the newest plan, and none for who is forgotten", () => {
    const schedule = createSchedule(0);
    schedule.plan("a", 1_000);
    schedule.plan("a", 9_000);
    schedule.plan("b", 2_000);
    schedule.forget("b");
    expect(schedule.takeDue(8_000)).toEqual([]);
    expect(schedule.takeDue(9_000)).toEqual(["a"]);
  });

  it("gives what is overdue at the next look", () => {
    const schedule = createSchedule(0);
    expect(schedule.takeDue(10_000)).toEqual([]);
    schedule.plan("a", 3_000);
    expect(schedule.takeDue(11_000)).toEqual(["a"]);
  });

  it("spreads devices evenly, each always at the same place", () => {
    const seconds = new Array<number>(60).fill(0);
    for (let index = 0; index < 6_000; index += 1) {
      const second = Math.floor(shareOf(`0d5f2b1c-7a3e-4c55-9d10-${String(index).padStart(12, "0")}`) * 60);
      seconds[second] = (seconds[second] ?? 0) + 1;
    }
    expect(Math.max(...seconds)).toBeLessThan(180);
    expect(Math.min(...seconds)).toBeGreaterThan(40);
  });

  it("puts a place after a time, never further than one interval", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (afterMs, share) => {
          const at = placeAfter(afterMs, 60_000, share);
          expect(at).toBeGreaterThan(afterMs - 1e-3);
          expect(at).toBeLessThanOrEqual(afterMs + 60_000);
        },
      ),
    );
  });
});

describe("steady time", () => {
  it("does not follow a jump until it is taken, and then once", () => {
    let utcMs = 1_000_000;
    let monotonicMs = 0;
    const time = createSteadyTime({ nowUtcMs: () => utcMs, monotonicMs: () => monotonicMs });
    utcMs += 3_600_000 + 10_000;
    monotonicMs += 10_000;
    expect(time.nowUtcMs()).toBe(1_010_000);
    expect(time.takeJump()).toBe(3_600_000);
    expect(time.takeJump()).toBe(0);
    expect(time.nowUtcMs()).toBe(utcMs);
  });

  it("takes a small difference for drift", () => {
    let utcMs = 0;
    const time = createSteadyTime({ nowUtcMs: () => utcMs, monotonicMs: () => 0 });
    utcMs = 1_500;
    expect(time.takeJump()).toBe(0);
    expect(time.nowUtcMs()).toBe(0);
  });
});
