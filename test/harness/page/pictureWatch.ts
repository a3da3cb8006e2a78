import { carryCamera } from "../../../renderer/features/wall/dragging";
import { modulo } from "../../bench/statistics";
import { readPictureCode, type PictureCode } from "../../simulators/camera/pictureCode";

/** Runs in the page: tells what the tiles show and when, by the page's own clock, without a poll from outside. */

/** A picture of a simulated camera that a tile has put on the screen. */
export interface Sighting extends PictureCode {
  readonly position: number;
  /** When the compositor showed it, ms since 1970 by the page's clock. */
  readonly shownAtMs: number;
}

/** A tile said something else of its picture. */
export interface LivenessChange {
  readonly position: number;
  readonly kind: string;
  readonly atMs: number;
}

export interface DecodedPictures {
  readonly position: number;
  readonly count: number;
}

/** What a tile is waited for to show. */
export interface WantedPicture {
  readonly position: number;
  readonly cameraNumber: number;
  /** The camera sent it no sooner, by the camera's clock. */
  readonly sentAfterMs: number;
  /** Of the camera. */
  readonly loopMs: number;
}

export interface PictureWatch {
  nowMs(): number;
  /** The next picture of each of these tiles, one tile after the other: what cannot be read in time is left out. */
  see(positions: readonly number[]): Promise<Sighting[]>;
  /**
   * When each tile showed what is wanted of it; null for one that did not in `timeoutMs`.
   * @param aheadMs the page's clock minus the cameras'
   */
  await(wanted: readonly WantedPicture[], timeoutMs: number, aheadMs: number): Promise<(number | null)[]>;
  /** Drops a camera on each tile, all in one task, as a hand would one by one. Answers when. */
  drop(cameraIds: readonly { readonly position: number; readonly cameraId: string }[]): number;
  /** Pictures that each tile has decoded since this was first asked, shown or not; those of every file that it played. */
  decoded(): readonly DecodedPictures[];
  /** All that tiles have said since the watch began, oldest first; the newest 10,000. */
  changes(): readonly LivenessChange[];
  /** Shows the pictures alone while on: names and badges cover the code. */
  picturesAlone(alone: boolean): void;
}

declare global {
  interface Window {
    pictureWatch: PictureWatch;
  }
}

const seeTimeoutMs = 2_000;
/** A file that ends takes its count along: what it decoded since the last look is not counted. */
const countEveryMs = 100;
const mostChanges = 10_000;

const nowMs = (): number => performance.timeOrigin + performance.now();

const tileAt = (position: number): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-position="${String(position)}"]`);

const canvas = new OffscreenCanvas(320, 180);
const context = canvas.getContext("2d", { willReadFrequently: true });

const read = (video: HTMLVideoElement): PictureCode | null => {
  context?.drawImage(video, 0, 0, canvas.width, canvas.height);
  const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data;
  return pixels === undefined ? null : readPictureCode(pixels, canvas.width, canvas.height);
};

/** Called when something in the page has come or gone: tiles replace their video elements. */
const onTree = new Set<() => void>();
const allChanges: LivenessChange[] = [];

new MutationObserver((records) => {
  const atMs = nowMs();
  for (const { type, target } of records) {
    if (type !== "attributes" || !(target instanceof HTMLElement)) continue;
    allChanges.push({ position: Number(target.dataset["position"]), kind: target.dataset["liveness"] ?? "", atMs });
  }
  if (allChanges.length > mostChanges) allChanges.splice(0, allChanges.length - mostChanges);
  for (const task of onTree) task();
}).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ["data-liveness"] });

/** Reads each picture that a tile shows until `isWanted` or the time is over. */
const follow = (
  position: number,
  isWanted: (sighting: Sighting) => boolean,
  timeoutMs: number,
): Promise<Sighting | null> =>
  new Promise((resolve) => {
    const videos = new Map<HTMLVideoElement, number>();
    const end = (sighting: Sighting | null): void => {
      clearTimeout(timer);
      onTree.delete(attach);
      for (const [video, handle] of videos) video.cancelVideoFrameCallback(handle);
      videos.clear();
      resolve(sighting);
    };
    const listen = (video: HTMLVideoElement): void => {
      const handle = video.requestVideoFrameCallback((_now, { expectedDisplayTime }) => {
        const code = read(video);
        const sighting = code && { ...code, position, shownAtMs: performance.timeOrigin + expectedDisplayTime };
        if (sighting !== null && isWanted(sighting)) end(sighting);
        else listen(video);
      });
      videos.set(video, handle);
    };
    const attach = (): void => {
      for (const video of tileAt(position)?.querySelectorAll("video") ?? []) if (!videos.has(video)) listen(video);
    };
    const timer = setTimeout(() => {
      end(null);
    }, timeoutMs);
    onTree.add(attach);
    attach();
  });

/** A picture says when it was sent by the time of day modulo the camera's loop; it is younger than one loop. */
const sentAtMs = (shownAtMs: number, clipTimeMs: number, loopMs: number): number =>
  shownAtMs - modulo(shownAtMs - clipTimeMs, loopMs);

/** By the tiles' positions: decoded since the first question, and as the player that runs counts it. */
const tallies = new Map<number, { sum: number; counted: number }>();

const countDecoded = (): DecodedPictures[] =>
  [...document.querySelectorAll<HTMLElement>("[data-position]")].map((tile) => {
    const position = Number(tile.dataset["position"]);
    const counted = tile.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
    const tally = tallies.get(position) ?? { sum: 0, counted };
    tallies.set(position, tally);
    tally.sum += counted < tally.counted ? counted : counted - tally.counted;
    tally.counted = counted;
    return { position, count: tally.sum };
  });
/** Not before somebody asks: benches that do not are not to pay for it. */
let counting: ReturnType<typeof setInterval> | null = null;

const alone = document.createElement("style");
alone.textContent = "[data-position] *:not(video):not(:has(video)) { visibility: hidden !important; }";

window.pictureWatch = {
  nowMs,
  see: async (positions) => {
    const seen: Sighting[] = [];
    for (const position of positions) {
      const sighting = await follow(position, () => true, seeTimeoutMs);
      if (sighting !== null) seen.push(sighting);
    }
    return seen;
  },
  await: (wanted, timeoutMs, aheadMs) =>
    Promise.all(
      wanted.map(async ({ position, cameraNumber, sentAfterMs, loopMs }) => {
        const isWanted = (seen: Sighting): boolean =>
          seen.cameraNumber === cameraNumber &&
          sentAtMs(seen.shownAtMs - aheadMs, seen.clipTimeMs, loopMs) >= sentAfterMs;
        return (await follow(position, isWanted, timeoutMs))?.shownAtMs ?? null;
      }),
    ),
  drop: (cameraIds) => {
    const atMs = nowMs();
    for (const { position, cameraId } of cameraIds) {
      const dataTransfer = new DataTransfer();
      carryCamera(dataTransfer, cameraId);
      tileAt(position)?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    }
    return atMs;
  },
  decoded: () => {
    counting ??= setInterval(countDecoded, countEveryMs);
    return countDecoded();
  },
  changes: () => allChanges,
  picturesAlone: (on) => {
    if (on) document.head.append(alone);
    else alone.remove();
  },
};
