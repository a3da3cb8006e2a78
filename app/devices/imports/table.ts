/** One row of a table, its cells trimmed; `line` counts from 1 and is the line its first cell begins on. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote that was opened and never closed, or a cell of undue length: the row cannot be told from the next. */
  readonly broken: boolean;
}

/** Longest row that is read; what is longer is broken. */
const maxRowLength = 8_192;

/**
 * Rows of a text with cells divided by `,`, `;` or tab, whichever the first row has most of; cells may stand in double
 * quotes (RFC 4180). Blank lines are left out. A row ends with its line: a quote left open spoils one line, never the
 * rest of the file.
 */
export const rowsOf = function* (text: string): Generator<Row> {
  let delimiter: string | null = null;
  let line = 0;
  const lineEnd = /\r\n|\n|\r|$/g;
  for (let at = 0; at < text.length; at = lineEnd.lastIndex) {
    lineEnd.lastIndex = at;
    const end = lineEnd.exec(text)?.index ?? text.length;
    const raw = text.slice(at, Math.min(end, at + maxRowLength + 1));
    if (end === text.length) lineEnd.lastIndex = end;
    line += 1;
    if (raw.trim() === "") continue;
    delimiter ??= delimiterOf(raw);
    if (raw.length > maxRowLength) yield { line, cells: [], broken: true };
    else yield { line, ...cellsOf(raw, delimiter) };
  }
};

const delimiterOf = (row: string): string => {
  const outside = row.replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map((mark) => ({ mark, count: outside.split(mark).length }));
  return counts.toSorted((one, other) => other.count - one.count)[0]?.mark ?? ",";
};

const cellsOf = (raw: string, delimiter: string): Pick<Row, "cells" | "broken"> => {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    const mark = raw.charAt(at);
    if (quoted) {
      if (mark !== '"') cell += mark;
      else if (raw.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (mark === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (mark === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else cell += mark;
  }
  cells.push(cell);
  return { cells: cells.map((text) => text.trim()), broken: quoted };
};
