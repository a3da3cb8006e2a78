import { expect, it } from "vitest";
import { throttle } from "../../../app/base/throttle";
import { manualClock } from "../../harness/manualClock";

it("runs at once, then at most once in its interval, and forgets no last call", () => {
  const clock = manualClock();
  let runs = 0;
  const call = throttle(clock, 250, () => (runs += 1));
  call();
  call();
  call();
  expect(runs).toBe(1);
  clock.advance(250);
  expect(runs).toBe(2);
  clock.advance(1_000);
  expect(runs).toBe(2);
  call();
  expect(runs).toBe(3);
});
