import { z } from "zod";
import { readKept, saveKept } from "../../app/base/keptFile";
import type { Log } from "../../app/base/log";
import { windowPlace, type WindowPlace } from "./windowPlace";

/** More windows than any desk has monitors are a mistake of somebody's. */
const places = z.array(windowPlace).max(16);

/** The windows that were open last; none when there is no file. One that cannot be read is set aside, and the log says so. */
export const readPlaces = (file: string, log: Log): readonly WindowPlace[] =>
  readKept(file, (json) => places.parse(json), "the places of the windows", log).value ?? [];

export const savePlaces = (file: string, open: readonly WindowPlace[], log: Log): void => {
  try {
    saveKept(file, open);
  } catch (thrown) {
    log.warn({ error: String(thrown) }, "the places of the windows were not saved");
  }
};
