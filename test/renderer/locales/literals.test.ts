import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

/** Attributes whose text a person sees or hears. */
const spoken = new Set(["title", "placeholder", "label", "aria-label", "alt", "description", "extra", "okText"]);
const hasWords = (text: string): boolean => /\p{L}/u.test(text);

/** Texts in the markup of a component that do not come from the locale files. */
const visibleLiterals = (source: string): string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasWords(node.text)) found.push(node.text.trim());
    if (ts.isJsxExpression(node) && node.expression !== undefined && ts.isStringLiteralLike(node.expression)) {
      const inAttribute = ts.isJsxAttribute(node.parent);
      if (!inAttribute && hasWords(node.expression.text)) found.push(node.expression.text);
    }
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer !== undefined) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      if (value !== undefined && ts.isStringLiteralLike(value) && hasWords(value.text)) found.push(value.text);
    }
    if (ts.isStringLiteralLike(node) && /\p{Script=Han}/u.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("a.tsx", source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return [...new Set(found)];
};

it("finds a word of each kind", () => {
  expect(visibleLiterals('<p title="Hello" className="x">在线 {"Live"} {t("a.b")} {"·"}</p>')).toEqual([
    "Hello",
    "在线",
    "Live",
  ]);
});

const renderer = join(import.meta.dirname, "../../../renderer");
const files = readdirSync(renderer, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".tsx"))
  .map((name) => join(renderer, name));

it.each(files.map((file) => [file.slice(renderer.length + 1), file] as const))(
  "%s takes every visible word from the locale files",
  (_, file) => {
    expect(visibleLiterals(readFileSync(file, "utf8"))).toEqual([]);
  },
);

it("looks at the components there are", () => {
  expect(files.length).toBeGreaterThan(10);
});
