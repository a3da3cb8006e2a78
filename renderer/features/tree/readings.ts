import type { ReadingsOf } from "./pinyinMatch";

const none: readonly string[] = [];

/** As long as the dictionary is not there: nothing is found by pinyin. */
export const noReadings: ReadingsOf = () => none;

type Polyphonic = (character: string) => readonly (readonly string[])[];

/** Every reading of a character, each asked for once: 长 is chang and zhang, whichever it is in a name. */
export const readingsBy = (polyphonic: Polyphonic): ReadingsOf => {
  // The characters of a county's names are a few thousand.
  const known = new Map<string, readonly string[]>();
  return (character) => {
    const before = known.get(character);
    if (before !== undefined) return before;
    const [read = none] = polyphonic(character);
    // Keyboards have no ü; a character without a reading is told back as it is.
    const readings = read.map((reading) => reading.replaceAll("ü", "v")).filter((reading) => /^[a-z]+$/.test(reading));
    known.set(character, readings);
    return readings;
  };
};

/** Fetches the dictionary, which is kept out of the first page. */
export const fetchReadings = async (): Promise<ReadingsOf> => {
  const { polyphonic } = await import("pinyin-pro");
  return readingsBy((character) => polyphonic(character, { toneType: "none", type: "array" }));
};
