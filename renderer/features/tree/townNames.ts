import county from "../../../resources/county/towns.json";

export const { towns } = county;
export const wholeCounty = county.county;

/** A town's or the county's name of both languages, in the one that is spoken. */
export const nameIn = (bothNames: string, language: string): string => {
  const [zh = "", en = zh] = bothNames.split("\n");
  return language === "en" ? en : zh;
};
