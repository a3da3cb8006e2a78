import type { DecodedPictures } from "../harness/page/pictureWatch";
import type { WallRun, WallTile } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import type { Outcomes } from "./outcomes";

/** Of the cameras' sub streams. */
const picturesPerSecond = 15;
/** Pictures that may still be under way at the end of the watch. */
const underWay = 8;

/** Pictures that each tile should have decoded in the time and did not; 0 for none. */
export const missedPictures = (
  before: readonly DecodedPictures[],
  after: readonly DecodedPictures[],
  tookMs: number,
): ReadonlyMap<number, number> => {
  const due = Math.floor((tookMs / 1000) * picturesPerSecond) - underWay;
  const counts = new Map(before.map(({ position, count }) => [position, count]));
  return new Map(
    after.map(({ position, count }) => [position, Math.max(0, due - (count - (counts.get(position) ?? 0)))]),
  );
};

/** Watches tiles that a fault does not concern. Answers how to note that none of them missed anything since. */
export const watchBystanders = async ({
  watch,
}: WallRun): Promise<(bystanders: readonly WallTile[], fault: string, outcomes: Outcomes) => Promise<void>> => {
  const startedAtMs = liveClockMs();
  const before = await watch.decoded();
  return async (bystanders, fault, outcomes) => {
    const missed = missedPictures(before, await watch.decoded(), liveClockMs() - startedAtMs);
    const said = await watch.changes(startedAtMs);
    const disturbed = bystanders.filter(
      ({ position }) => (missed.get(position) ?? 0) > 0 || said.some((change) => change.position === position),
    );
    const names = disturbed.map(({ position, camera }) => {
      const words = said
        .filter((change) => change.position === position)
        .map(({ kind, atMs }) => `${kind} after ${((atMs - startedAtMs) / 1000).toFixed(1)} s`);
      return `${camera.name} (${String(missed.get(position) ?? 0)} missed, said: ${words.join(", ")})`;
    });
    outcomes.note(`${fault}: the other tiles miss nothing: ${names.join(", ")}`, disturbed.length === 0);
  };
};
