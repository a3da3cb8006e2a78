import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./places.mjs";

/** Where no download works, each start would otherwise wait for the same failure again. */
const rememberedForMs = 24 * 60 * 60 * 1000;

const folder = join(cacheFolder, "attempts");

/**
 * Tries something that needs the open Internet, unless it failed within the last day.
 *
 * @param {string} name Names the attempt, with the version it is for; a file name.
 * @param {() => Promise<boolean>} attempt Answers whether it worked.
 * @returns {Promise<boolean>}
 */
export const attemptDaily = async (name, attempt) => {
  const file = join(folder, name);
  if (isRecent(file, Date.now())) return false;
  const worked = await attempt();
  mkdirSync(folder, { recursive: true });
  if (worked) rmSync(file, { force: true });
  else writeFileSync(file, `${Date.now()}\n`);
  return worked;
};

/**
 * @param {string} file
 * @param {number} nowUtcMs
 */
const isRecent = (file, nowUtcMs) => {
  try {
    const ageMs = nowUtcMs - Number(readFileSync(file, "utf8"));
    return ageMs >= 0 && ageMs < rememberedForMs;
  } catch {
    return false;
  }
};
