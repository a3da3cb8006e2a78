import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import typescript from "typescript-eslint";
import { fileNameRule } from "./test/lint/fileNameRule.mjs";
import { importTableRule } from "./test/lint/importTableRule.mjs";

/** Nothing turns Chromium's sandbox off; Playwright does by itself unless told not to. */
const sandboxStays = [
  {
    selector: "Literal[value=/no[-]sandbox/], TemplateElement[value.raw=/no[-]sandbox/]",
    message: "Chromium keeps its sandbox: run as an unprivileged account instead.",
  },
  {
    selector: "Property[key.name='sandbox'] > Literal[value=false]",
    message: "Chromium keeps its sandbox.",
  },
  {
    selector: "Property[key.name='nodeIntegration'] > Literal[value=true]",
    message: "A page never holds Node.",
  },
  {
    selector: "Property[key.name=/^(contextIsolation|webSecurity)$/] > Literal[value=false]",
    message: "A page stays apart from the shell and keeps the web's own guards.",
  },
  {
    selector:
      "CallExpression[callee.object.name=/electron/i][callee.property.name='launch'] > ObjectExpression:not(:has(Property[key.name='chromiumSandbox'][value.value=true]))",
    message: "Playwright turns the sandbox off unless told `chromiumSandbox: true`.",
  },
];

const namedExportsOnly = [
  { selector: "ExportDefaultDeclaration", message: "Named exports only." },
  { selector: "ExportSpecifier[exported.name='default']", message: "Named exports only." },
];

const oneGate = [
  {
    selector: "Identifier[name=/^ipc(Main|Renderer)$/]",
    message: "Page and shell meet in main/gate.ts and main/preload.ts alone.",
  },
];

/**
 * @param {{ selector: string, message: string }[][]} lists
 * @returns {["error", ...{ selector: string, message: string }[]]}
 */
const restricted = (...lists) => ["error", ...lists.flat()];

export default defineConfig(
  globalIgnores(["out/", "dist/", "test-results/", "playwright-report/", "test/fixtures/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },

  // Every room.
  js.configs.recommended,
  typescript.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { "file-name": fileNameRule, "import-table": importTableRule } } },
    rules: {
      "house/file-name": "error",
      "house/import-table": "error",
      "no-restricted-syntax": restricted(sandboxStays, namedExportsOnly, oneGate),
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      eqeqeq: "error",
      "no-console": "error",
      // The compiler knows names better.
      "no-undef": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      // What services answer are closures: there is no `this` to lose.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },

  // Rooms with something of their own.
  {
    files: ["main/gate.ts", "main/preload.ts", "test/main/gate.test.ts"],
    rules: { "no-restricted-syntax": restricted(sandboxStays, namedExportsOnly) },
  },
  {
    files: ["renderer/**"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
  },
  {
    // Talks to a person at a terminal, before anything is installed.
    files: ["native/runtime/**", "test/**"],
    rules: { "no-console": "off", "house/import-table": ["error", { allowComputed: true }] },
  },
  {
    files: ["test/**"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    // The linter does not see casts in JSDoc; the compiler checks these files all the same (checkJs).
    files: ["**/*.{cjs,mjs}"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    files: ["**/*.cjs"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    // A fixture that builds on no other says so with `{}`.
    files: ["test/e2e/**"],
    rules: { "no-empty-pattern": ["error", { allowObjectPatternsAsParameters: true }] },
  },
  {
    files: ["*.config.{js,ts}"],
    rules: { "no-restricted-syntax": restricted(sandboxStays, oneGate) },
  },
);
