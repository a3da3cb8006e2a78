import { relative, sep } from "node:path";

const camelCase = /^[a-z][a-zA-Z0-9]*$/;
const pascalCase = /^[A-Z][a-zA-Z0-9]*$/;
const numbered = /^\d{4}(?:-[a-z0-9]+)+$/;
const folder = /^\.?[a-z][a-z0-9]*$/;

/** Words that say nothing about what a file holds, alone or at the end of a name. */
const empty = new Set(["util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"]);

/**
 * What is wrong with a file's name; `undefined` when nothing is.
 *
 * @param {string} file From the root of the repository, with `/`.
 * @returns {string | undefined}
 */
export const judgeFileName = (file) => {
  const parts = file.split("/");
  const name = parts.pop() ?? "";
  const badFolder = parts.find((part) => !folder.test(part));
  if (badFolder !== undefined) return `folders are lower-case nouns: ${badFolder}`;
  const badWord = [...parts, ...words(stemOf(name))].find((word) => empty.has(word));
  if (badWord !== undefined) return `name it after what it holds, not "${badWord}"`;
  const stem = stemOf(name);
  if (/(?:^|\/)migrations\/\d/.test(file)) return numbered.test(stem) ? undefined : "migrations are NNNN-kebab";
  if (camelCase.test(stem)) return undefined;
  if (pascalCase.test(stem)) return name.endsWith(".tsx") ? undefined : "only a component (.tsx) is PascalCase";
  return "modules are camelCase, components PascalCase";
};

/** `wall.integration.test.ts` → `wall`. @param {string} name */
const stemOf = (name) =>
  name
    .replace(/\.[cm]?[jt]sx?$/, "")
    .replace(/\.(?:vite\.)?config$/, "")
    .replace(/\.d$/, "")
    .replace(/(?:\.integration)?\.(?:test|spec)$/, "");

/** The whole name and its last word. @param {string} stem */
const words = (stem) => [stem, stem.split(/(?=[A-Z])|-/).at(-1) ?? ""].map((word) => word.toLowerCase());

/** @type {import("eslint").Rule.RuleModule} */
export const fileNameRule = {
  meta: {
    type: "suggestion",
    docs: { description: "names of files and folders" },
    schema: [],
    messages: { name: "{{why}}" },
  },
  create(context) {
    return {
      Program(node) {
        const why = judgeFileName(relative(context.cwd, context.filename).split(sep).join("/"));
        if (why !== undefined) context.report({ node, messageId: "name", data: { why } });
      },
    };
  },
};
