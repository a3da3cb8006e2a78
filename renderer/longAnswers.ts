import { z } from "zod";
import type { Turns } from "./turns";

/** Shorter lists are read at once. */
const longFrom = 200;
const itemsPerTurn = 50;

export type ReadAnswer = z.ZodSafeParseResult<unknown>;

/** The long list that an answer is by its contract; null when it is none. */
export const longListIn = (contract: z.ZodType, value: unknown): LongList | null => {
  if (!(contract instanceof z.ZodArray) || !Array.isArray(value) || value.length < longFrom) return null;
  // What is asked of a list as a whole can only be asked of the whole.
  return (contract.def.checks ?? []).length > 0 ? null : { item: contract.element as z.ZodType, values: value };
};

interface LongList {
  readonly item: z.ZodType;
  readonly values: readonly unknown[];
}

/** Reads it piece by piece, so that the page is held for no longer than a turn. Answers how to call it off. */
export const readInTurns = (
  { item, values }: LongList,
  turns: Turns,
  done: (read: ReadAnswer) => void,
): (() => void) => {
  const data: unknown[] = [];
  const takeBacks: (() => void)[] = [];
  const callOff = (): void => {
    for (const takeBack of takeBacks) takeBack();
  };

  const read = (from: number): void => {
    for (const [index, value] of values.slice(from, from + itemsPerTurn).entries()) {
      const one = item.safeParse(value);
      if (!one.success) {
        callOff();
        const issues = one.error.issues.map((issue) => ({ ...issue, path: [from + index, ...issue.path] }));
        done({ success: false, error: new z.ZodError(issues) });
        return;
      }
      data.push(one.data);
    }
    if (from + itemsPerTurn >= values.length) done({ success: true, data });
  };

  for (let from = 0; from < values.length; from += itemsPerTurn) takeBacks.push(turns.take(() => read(from)));
  return callOff;
};
