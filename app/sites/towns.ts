import type { Town } from "../domain/town";
import { townNamed } from "../domain/town";
import county from "../../resources/county/towns.json";

/** The town a person means by a name or an id. */
export const findTown = (text: string): Town | undefined => townNamed(county.towns, text);

export const isTown = (id: string): boolean => county.towns.some((town) => town.id === id);
