/** How a Chinese character is read: each reading in a to z, ü as v. Empty for what is no Chinese character. */
export type ReadingsOf = (character: string) => readonly string[];

/** A part of a text: from `start` up to, without, `end`, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const firstHan = 0x3400;

/** Longest that is looked for in pinyin: the letters already matched are kept as the bits of one number. */
const maxTyped = 30;

/** Whether there is a character in it that can be read in pinyin. */
export const holdsHan = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= firstHan) return true;
  return false;
};

/** How many letters of `typed` from `done` on are the beginning of a reading. */
const sharedLetters = (typed: string, done: number, reading: string): number => {
  let shared = 0;
  while (
    shared < reading.length &&
    done + shared < typed.length &&
    reading.charCodeAt(shared) === typed.charCodeAt(done + shared)
  )
    shared += 1;
  return shared;
};

/** Which numbers of letters can be done after one character more, as bits; the last bit says that all are. */
const afterCharacter = (character: string, doneBefore: number, typed: string, readings: readonly string[]): number => {
  let doneAfter = 0;
  for (let done = 0; done < typed.length; done += 1) {
    if ((doneBefore & (1 << done)) === 0) continue;
    if (character === typed.charAt(done)) doneAfter |= 1 << (done + 1);
    for (const reading of readings) {
      const shared = sharedLetters(typed, done, reading);
      if (shared === 0) continue;
      doneAfter |= 1 << (done + 1);
      // zh, ch, sh are initials too.
      if (shared > 1 && reading.charAt(1) === "h") doneAfter |= 1 << (done + 2);
      // The whole reading, or its beginning where the typed letters end in it.
      if (shared === reading.length || done + shared === typed.length) doneAfter |= 1 << (done + shared);
    }
  }
  return doneAfter;
};

/**
 * Where a text, read in pinyin, holds `typed`: each character by its initial (z or zh) or by its whole reading, the last one by
 * any beginning of it (tz, tianz, tianzhen, tzhen for 田镇). What is no Chinese character stands for itself. Both
 * folded; null where it does not. Takes time in proportion to both lengths, whatever is typed.
 */
export const findPinyin = (text: string, typed: string, readingsOf: ReadingsOf): Span | null => {
  if (typed === "" || typed.length > maxTyped) return null;
  const all = 1 << typed.length;
  for (let start = 0; start < text.length; start += 1) {
    let done = 1;
    for (let at = start; at < text.length && done !== 0; at += 1) {
      const character = text.charAt(at);
      const readings = text.charCodeAt(at) < firstHan ? [] : readingsOf(character);
      done = afterCharacter(character, done, typed, readings);
      if ((done & all) !== 0) return { start, end: at + 1 };
    }
  }
  return null;
};

/** A bit for each of the letters a to z in a text. */
export const lettersOf = (text: string): number => {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at) - 97;
    if (letter >= 0 && letter < 26) letters |= 1 << letter;
  }
  return letters;
};
