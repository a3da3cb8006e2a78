import type { StreamQuality } from "../contract/device";
import type { Profile } from "./onvif/profiles";

/** Narrower pictures show too little on a wall. */
const leastSubWidthPx = 320;

/** One picture source of a device and the profiles its two streams come from. */
export interface SourceStreams {
  /** Given by a person, as far as can be told; else empty. */
  readonly name: string;
  readonly sourceToken: string;
  readonly streams: readonly { readonly quality: StreamQuality; readonly profile: Profile }[];
}

/**
 * Per video source, in the device's order: `main` is the largest H.264 picture (the largest of all where there is no
 * H.264), `sub` the smallest of the same encoding that is not too narrow. One profile alone is `main` only.
 */
export const chooseStreams = (profiles: readonly Profile[]): SourceStreams[] => {
  const names = givenNames(profiles);
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
      {
        name: names.get(sourceToken) ?? "",
        sourceToken,
        streams: sub === undefined ? streams : [...streams, { quality: "sub" as const, profile: sub }],
      },
    ];
  });
};

/**
 * Names of a recorder's channels by source token. ONVIF has no field for a channel's title: recorders put it into the
 * name of the video source configuration, where others have a word of their program (`VideoSourceConfig1`). It is taken
 * only where every channel has another one and none looks made by a program.
 */
const givenNames = (profiles: readonly Profile[]): ReadonlyMap<string, string> => {
  const names = new Map(profiles.map(({ sourceToken, sourceName }) => [sourceToken, sourceName]));
  const distinct = new Set(names.values()).size === names.size;
  const given = [...names].every(([token, name]) => name !== "" && name !== token && !madeByProgram.test(name));
  return names.size > 1 && distinct && given ? names : new Map();
};

const madeByProgram = /^(?=[\x21-\x7e]*$).*(?:video|source|src|conf|profile|token|vsc|^\d+$)/i;

const isH264 = ({ encoding }: Profile): boolean => encoding.toUpperCase() === "H264";

const area = ({ widthPx, heightPx }: Profile): number => widthPx * heightPx;
