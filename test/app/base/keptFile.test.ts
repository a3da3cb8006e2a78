import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { readKept, saveKept } from "../../../app/base/keptFile";
import { openLog } from "../../../app/base/log";

const parse = (json: unknown): readonly number[] => z.array(z.number()).parse(json);

const open = () => {
  const folder = mkdtempSync(join(tmpdir(), "zhishou-kept-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const lines: string[] = [];
  const log = openLog("test", (line) => lines.push(line));
  const file = join(folder, "numbers.json");
  return { folder, file, lines, read: () => readKept(file, parse, "the numbers", log) };
};

test("what was saved is read again, the last of it, and nothing else is left in the folder", () => {
  const { folder, file, read } = open();
  saveKept(file, [1]);
  saveKept(file, [2, 3]);
  expect(read()).toEqual({ value: [2, 3], lost: false });
  expect(readdirSync(folder)).toEqual(["numbers.json"]);
});

test("a file that is not there is nothing to tell of", () => {
  const { lines, read } = open();
  expect(read()).toEqual({ value: null, lost: false });
  expect(lines).toEqual([]);
});

test.each(["", "[1", '["one"]'])("a file that reads %j is set aside as it is, and told", (text) => {
  const { file, lines, read } = open();
  writeFileSync(file, text);
  expect(read()).toEqual({ value: null, lost: true });
  expect(readFileSync(`${file}.damaged`, "utf8")).toBe(text);
  expect(lines.join("")).toContain("the numbers cannot be read; set aside");
  expect(read()).toEqual({ value: null, lost: false });
});
