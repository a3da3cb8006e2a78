import { expect, it } from "vitest";
import { createFrameTally, type TalliedFrames } from "../../../renderer/player/frameTally";

it("counts the frames of all streams since it was last asked, without those of a file that begins", () => {
  const tally = createFrameTally();
  let one: TalliedFrames | null = { decoded: 100, dropped: 5, fed: 102 };
  let two: TalliedFrames | null = null;
  tally.join(() => one);
  const leave = tally.join(() => two);
  expect(tally.take()).toEqual({ decoded: 0, dropped: 0, fed: 0 });
  one = { decoded: 115, dropped: 6, fed: 117 };
  two = { decoded: 60, dropped: 30, fed: 60 };
  expect(tally.take()).toEqual({ decoded: 15, dropped: 1, fed: 15 });
  two = { decoded: 75, dropped: 32, fed: 90 };
  expect(tally.take()).toEqual({ decoded: 15, dropped: 2, fed: 30 });
  one = { decoded: 10, dropped: 9, fed: 12 };
  leave();
  expect(tally.take()).toEqual({ decoded: 0, dropped: 0, fed: 0 });
  one = { decoded: 25, dropped: 9, fed: 27 };
  expect(tally.take()).toEqual({ decoded: 15, dropped: 0, fed: 15 });
});
