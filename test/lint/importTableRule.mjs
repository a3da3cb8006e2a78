import { statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { judgeImport } from "./importTable.mjs";

/**
 * @typedef {import("eslint").Rule.Node} Node
 * @typedef {{ type: string, source: Node, importKind?: string, exportKind?: string }} Import
 */

/** Whether an import or export is gone after compilation. @param {Import} node */
const isTypeOnly = ({ type, importKind, exportKind }) =>
  type === "TSImportType" || importKind === "type" || exportKind === "type";

/**
 * Holds every import, export-from, `import()`, `require()` and `import("…")` type of a file against importTable.mjs.
 * A path that is put together at run time cannot be judged, so it is refused, except where `allowComputed` says so.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
export const importTableRule = {
  meta: {
    type: "problem",
    docs: { description: "the import table of the house" },
    schema: [{ type: "object", properties: { allowComputed: { type: "boolean" } }, additionalProperties: false }],
    defaultOptions: [{ allowComputed: false }],
    messages: { forbidden: "{{why}} (test/lint/importTable.mjs)", computed: "name what is imported as a plain string" },
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join("/");
    const [{ allowComputed }] = /** @type {[{ allowComputed: boolean }]} */ (context.options);

    /** @param {string} path */
    const isFolder = (path) => statSync(join(context.cwd, path), { throwIfNoEntry: false })?.isDirectory() ?? false;

    /** @param {Node} source @param {boolean} typeOnly */
    const judge = (source, typeOnly) => {
      if (source.type !== "Literal" || typeof source.value !== "string") {
        if (!allowComputed) context.report({ node: source, messageId: "computed" });
        return;
      }
      const why = judgeImport({ file, specifier: source.value, typeOnly, isFolder });
      if (why !== undefined) context.report({ node: source, messageId: "forbidden", data: { why } });
    };

    return {
      "ImportDeclaration, ImportExpression, ExportAllDeclaration, ExportNamedDeclaration[source], TSImportType"(
        /** @type {Node} */ node,
      ) {
        const found = /** @type {Import} */ (/** @type {unknown} */ (node));
        judge(found.source, isTypeOnly(found));
      },
      "CallExpression[callee.name='require'] > .arguments:first-child"(/** @type {Node} */ source) {
        judge(source, false);
      },
    };
  },
};
