import { configurationInside, configuredParameterSet } from "./avcConfiguration";
import type { MediaTag } from "./mediaPart";

/** What decoders were told of the file that runs; another configuration needs another file. */
export interface ParameterSets {
  /** A configuration came: whether it takes the place of one that was in use. */
  take(configuration: MediaTag): boolean;
  /**
   * The configuration inside an H.264 key frame of FLV when it is another than the one in use, else null: a camera may
   * change its resolution with nothing but the parameter sets before a key frame.
   */
  otherInside(keyFrame: MediaTag): MediaTag | null;
  /** The file is over. */
  forget(): void;
}

export const parameterSets = (): ParameterSets => {
  let inUse: MediaTag | null = null;
  return {
    take: (configuration) => {
      const replaces = inUse !== null;
      inUse = configuration;
      return replaces;
    },
    otherInside: (keyFrame) => {
      const inside = inUse === null ? null : configurationInside(keyFrame);
      if (inside === null || inUse === null) return null;
      const before = configuredParameterSet(inUse);
      const now = configuredParameterSet(inside);
      return before === null || now === null || before.equals(now) ? null : inside;
    },
    forget: () => {
      inUse = null;
    },
  };
};
