import { z } from "zod";
import type { Turns } from "./turns";

/** Shorter lists are read at once. */
const longFrom = 200;
const itemsPerTurn = 50;

export type ReadAnswer = z.ZodSafeParseResult<unknown>;

interface LongList {
  readonly item: z.ZodType;
  readonly values: readonly unknown[];
}

/** The long list that an answer is by its contract; null when it is none. */
export const longListIn = (contract: z.ZodType, value: unknown): LongList | null => {
  if (!(contract instanceof z.ZodArray) || !Array.isArray(value) || value.length < longFrom) return null;
  // What is asked of a list as a whole can only be asked of the whole.
  return (contract.def.checks ?? []).length > 0 ? null : { item: contract.element as z.ZodType, values: value };
};

/** Reads it piece by piece, so that the page is held for no longer than a turn. Answers how to call it off. */
export const readInTurns = (
  { item, values }: LongList,
  turns: Turns,
  done: (read: ReadAnswer) => void,
): (() => void) => {
  const data: unknown[] = [];

  const readOn = (): void => {
    const from = data.length;
    for (const value of values.slice(from, from + itemsPerTurn)) {
      const one = item.safeParse(value);
      if (!one.success) {
        const issues = one.error.issues.map((issue) => ({ ...issue, path: [data.length, ...issue.path] }));
        done({ success: false, error: new z.ZodError(issues) });
        return;
      }
      data.push(one.data);
    }
    if (data.length === values.length) done({ success: true, data });
    else takeBack = turns.take(readOn);
  };

  let takeBack = turns.take(readOn);
  return () => {
    takeBack();
  };
};
