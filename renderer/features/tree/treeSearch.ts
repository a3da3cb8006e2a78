import { foldText } from "./foldText";
import { findPinyin, holdsHan, lettersOf, type ReadingsOf, type Span } from "./pinyinMatch";
import type { TreeNode } from "./treeNodes";

/** What is searched: a node of the tree, or whatever else has a name, and `parent` -1 where it stands under nothing. */
export type Searchable = Pick<TreeNode, "name" | "number" | "address" | "codes" | "parent">;

/** What of a node a search found. */
export interface Found {
  readonly field: "name" | "number" | "address" | "code";
  /** The text that was found, as the records have it. */
  readonly text: string;
  readonly spans: readonly Span[];
}

/** Nodes made ready to be searched: folded once, and read in pinyin when that is first asked for. */
export interface SearchIndex {
  /** By node: the name; its number, address and codes, folded. */
  readonly names: readonly string[];
  readonly others: readonly string[];
  /** By node: the letters its name can be read with; empty until pinyin was asked for. */
  readonly letters: Int32Array;
  /** By node: those of them that a character of it begins with. */
  readonly initials: Int32Array;
  lettersUpTo: number;
  readonly readingsOf: ReadingsOf;
}

export interface SearchResult {
  /** By node: 0 nothing found; 1 in itself; 2 in a branch above it alone, so that it is shown with that one. */
  readonly found: Uint8Array;
  /** How many were found themselves. */
  readonly count: number;
}

/** Words that a person divided by blanks, folded. */
export const wordsOf = (typed: string): string[] =>
  foldText(typed)
    .split(/\s+/)
    .filter((word) => word !== "");

/** Fewer at once keep a slice of indexing below a few milliseconds. */
const lettersAtOnce = 250;

export const searchIndexOf = (nodes: readonly Searchable[], readingsOf: ReadingsOf): SearchIndex => ({
  names: nodes.map(({ name }) => foldText(name)),
  others: nodes.map(({ number, address, codes }) => [number, address, ...codes].map(foldText).join("\n")),
  letters: new Int32Array(nodes.length),
  initials: new Int32Array(nodes.length),
  lettersUpTo: 0,
  readingsOf,
});

/** Reads further names in pinyin, at most `count`; false when all were read. */
export const readLetters = (index: SearchIndex, count: number = lettersAtOnce): boolean => {
  const { readingsOf } = index;
  const end = Math.min(index.names.length, index.lettersUpTo + count);
  for (let at = index.lettersUpTo; at < end; at += 1) {
    const name = index.names[at] ?? "";
    let letters = lettersOf(name);
    let initials = letters;
    if (holdsHan(name))
      for (const character of name)
        for (const reading of readingsOf(character)) {
          letters |= lettersOf(reading);
          initials |= lettersOf(reading.charAt(0));
        }
    index.letters[at] = letters;
    index.initials[at] = initials;
  }
  index.lettersUpTo = end;
  return end < index.names.length;
};

const canBePinyin = (word: string): boolean => /[a-z]/.test(word);

/**
 * Finds what is typed in names, numbers, addresses and codes, in pinyin also. Of several words each must be in the node or in a
 * branch above it, and one of them in the node.
 */
export const search = (nodes: readonly Searchable[], index: SearchIndex, words: readonly string[]): SearchResult => {
  const { readingsOf } = index;
  const found = new Uint8Array(nodes.length);
  const asked = words.slice(0, 8);
  const all = (1 << asked.length) - 1;
  const pinyin = asked.map((word) => (canBePinyin(word) ? lettersOf(word) : 0));
  /** None for a word that begins with no letter: it may begin with any character. */
  const firsts = asked.map((word) => lettersOf(word.charAt(0)));
  if (pinyin.some((letters) => letters !== 0)) while (readLetters(index));
  /** By node: the words found in it or above it. */
  const together = new Uint8Array(nodes.length);
  let count = 0;
  for (const [at, node] of nodes.entries()) {
    const name = index.names[at] ?? "";
    const other = index.others[at] ?? "";
    let own = 0;
    for (const [place, word] of asked.entries()) {
      const letters = pinyin[place] ?? 0;
      const held =
        name.includes(word) ||
        other.includes(word) ||
        (letters !== 0 &&
          (letters & ~(index.letters[at] ?? 0)) === 0 &&
          ((firsts[place] ?? 0) & ~(index.initials[at] ?? 0)) === 0 &&
          holdsHan(name) &&
          findPinyin(name, word, readingsOf) !== null);
      if (held) own |= 1 << place;
    }
    const above = node.parent < 0 ? 0 : (together[node.parent] ?? 0);
    together[at] = above | own;
    if (together[at] !== all) continue;
    found[at] = own === 0 ? 2 : 1;
    if (own !== 0) count += 1;
  }
  return { found, count };
};

/** What to mark of a node that was found: in its name, else in what else it was found by. */
export const foundIn = (node: TreeNode, words: readonly string[], readingsOf: ReadingsOf): Found | null => {
  const inName = spansIn(node.name, words, readingsOf);
  if (inName.length > 0) return { field: "name", text: node.name, spans: inName };
  const others = [
    { field: "number", text: node.number } as const,
    { field: "address", text: node.address } as const,
    ...node.codes.map((text) => ({ field: "code", text }) as const),
  ];
  for (const other of others) {
    const spans = spansIn(other.text, words, null);
    if (spans.length > 0) return { ...other, spans };
  }
  return null;
};

/** Where the words stand in a text; those that touch or lap over are one. */
export const spansIn = (text: string, words: readonly string[], readingsOf: ReadingsOf | null): Span[] => {
  const folded = foldText(text);
  const spans = words.flatMap((word): Span[] => {
    const start = folded.indexOf(word);
    if (start >= 0) return [{ start, end: start + word.length }];
    const read = readingsOf === null || !canBePinyin(word) ? null : findPinyin(folded, word, readingsOf);
    return read === null ? [] : [read];
  });
  const merged: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
};
