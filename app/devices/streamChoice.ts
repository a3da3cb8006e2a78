import type { StreamQuality } from "../contract/device";
import type { Profile } from "./onvif/profiles";

/** Narrower pictures show too little on a wall. */
const leastSubWidthPx = 320;

/** One picture source of a device and the profiles its two streams come from. */
export interface SourceStreams {
  readonly sourceToken: string;
  readonly streams: readonly { readonly quality: StreamQuality; readonly profile: Profile }[];
}

/**
 * Per video source, in the device's order: `main` is the largest H.264 picture (the largest of all where there is no
 * H.264), `sub` the smallest of the same encoding that is not too narrow. One profile alone is `main` only.
 */
export const chooseStreams = (profiles: readonly Profile[]): SourceStreams[] => {
  const sources = new Map<string, Profile[]>();
  for (const profile of profiles) {
    sources.set(profile.sourceToken, [...(sources.get(profile.sourceToken) ?? []), profile]);
  }
  return [...sources].flatMap(([sourceToken, offered]) => {
    const playable = offered.filter(isH264);
    const largestFirst = (playable.length > 0 ? playable : offered).toSorted((one, other) => area(other) - area(one));
    const [main, ...rest] = largestFirst;
    if (main === undefined) return [];
    const sub = rest.findLast(
      (profile) =>
        profile.encoding === main.encoding && profile.widthPx >= leastSubWidthPx && area(profile) < area(main),
    );
    const streams = [{ quality: "main" as const, profile: main }];
    return [
      { sourceToken, streams: sub === undefined ? streams : [...streams, { quality: "sub" as const, profile: sub }] },
    ];
  });
};

const isH264 = ({ encoding }: Profile): boolean => encoding.toUpperCase() === "H264";

const area = ({ widthPx, heightPx }: Profile): number => widthPx * heightPx;
