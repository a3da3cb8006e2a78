/** A town of the county, by `resources/county/towns.json`. */
export interface Town {
  /** Stable: what a site's record holds. */
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

/** What a person may leave out at the end: 田镇 for 田镇街道, "Qingcheng" for "Qingcheng Town". */
const kindOfTown = /(?:街道办事处|街道办|街道|镇|乡| subdistrict| town)$/;

const bareName = (name: string): string => name.trim().toLowerCase().replace(kindOfTown, "");

/** The town a person means, by its name in either language, in any case, with or without 街道 or 镇 behind it. */
export const townNamed = (towns: readonly Town[], text: string): Town | undefined => {
  const sought = text.trim().toLowerCase();
  if (sought === "") return undefined;
  const exact = towns.find(({ id, zh, en }) => sought === zh || sought === en.toLowerCase() || sought === id);
  // 田镇 keeps its own 镇: only what is left of both sides is compared.
  return (
    exact ??
    towns.find(({ zh, en }) =>
      [zh, en].some((name) => bareName(name) === sought || bareName(name) === bareName(sought)),
    )
  );
};
