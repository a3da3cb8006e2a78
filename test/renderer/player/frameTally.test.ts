import { expect, it } from "vitest";
import type { FrameCount } from "../../../renderer/player/frameWatch";
import { createFrameTally } from "../../../renderer/player/frameTally";

it("counts the frames of all streams since it was last asked, without those of a file that begins", () => {
  const tally = createFrameTally();
  let one: FrameCount | null = { decoded: 100, dropped: 5 };
  let two: FrameCount | null = null;
  tally.join(() => one);
  const leave = tally.join(() => two);
  expect(tally.take()).toEqual({ decoded: 0, dropped: 0 });
  one = { decoded: 115, dropped: 6 };
  two = { decoded: 60, dropped: 30 };
  expect(tally.take()).toEqual({ decoded: 15, dropped: 1 });
  two = { decoded: 75, dropped: 32 };
  expect(tally.take()).toEqual({ decoded: 15, dropped: 2 });
  one = { decoded: 10, dropped: 9 };
  leave();
  expect(tally.take()).toEqual({ decoded: 0, dropped: 0 });
  one = { decoded: 25, dropped: 9 };
  expect(tally.take()).toEqual({ decoded: 15, dropped: 0 });
});
