import type { MediaLimits } from "./limits";

/** What one transcode is made of; 0 where it is not known. */
export interface PictureLoad {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
}

/** Taken for what a camera does not say. */
const usual: PictureLoad = { widthPx: 1920, heightPx: 1080, frameRate: 25 };

/** Cores that transcoding such pictures takes, by measurement (limits.ts). */
export const transcodeCores = (
  load: PictureLoad,
  limits: Pick<MediaLimits, "transcodeCores" | "transcodeCoresPerMegapixel">,
): number => {
  const sized = load.widthPx > 0 && load.heightPx > 0 ? load : { ...usual, frameRate: load.frameRate };
  const megapixels = (sized.widthPx * sized.heightPx * (load.frameRate || usual.frameRate)) / 1e6;
  return limits.transcodeCores + limits.transcodeCoresPerMegapixel * megapixels;
};

/** What this machine transcodes at once: first come, first served, within a number of cores. */
export interface TranscodeBudget {
  /**
   * `granted` is called when there is room, perhaps before this returns; the answer gives the room back, or the place in
   * the queue. What is over the whole budget is never granted.
   */
  ask(cores: number, granted: () => void): () => void;
  /** Cores in use, and how many there are for it. */
  stand(): { readonly usedCores: number; readonly cores: number };
}

interface Asking {
  readonly cores: number;
  readonly granted: () => void;
}

export const transcodeBudget = (totalCores: number): TranscodeBudget => {
  const running = new Set<Asking>();
  const waiting: Asking[] = [];

  const used = (): number => [...running].reduce((sum, { cores }) => sum + cores, 0);

  /** A large one at the head is not overtaken for ever by small ones behind it. */
  const serve = (): void => {
    for (;;) {
      const head = waiting.find(({ cores }) => cores <= totalCores);
      if (head === undefined || used() + head.cores > totalCores) return;
      waiting.splice(waiting.indexOf(head), 1);
      running.add(head);
      head.granted();
    }
  };

  return {
    ask: (cores, granted) => {
      const asking: Asking = { cores, granted };
      waiting.push(asking);
      serve();
      return () => {
        const place = waiting.indexOf(asking);
        if (place >= 0) waiting.splice(place, 1);
        if (running.delete(asking) || place >= 0) serve();
      };
    },
    stand: () => ({ usedCores: used(), cores: totalCores }),
  };
};
