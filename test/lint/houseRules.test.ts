import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

/** The real configuration, without the rules that need the types of a file that exists. */
const eslint = new ESLint({
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => ["no-restricted-syntax", "max-lines"].includes(ruleId),
});

const complaints = async (file: string, text: string): Promise<string[]> =>
  (await eslint.lintText(text, { filePath: file })).flatMap(({ messages }) => messages.map(({ message }) => message));

/** Put together here, since this file is linted as well. */
const noSandbox = ["no", "sandbox"].join("-");
const sandbox = /keeps its sandbox|stays apart|never holds Node|turns the sandbox off/;

describe("no room", () => {
  it.each([
    ["main/start.ts", `app.commandLine.appendSwitch("${noSandbox}");`, sandbox],
    ["native/runtime/start.mjs", `spawn(electron, ["--${noSandbox}", "."]);`, sandbox],
    ["native/runtime/start.mjs", `run(\`electron --${noSandbox} \${folder}\`);`, sandbox],
    ["test/e2e/launch.ts", "await electron.launch({ args: [] });", sandbox],
    ["test/e2e/launch.ts", "await _electron.launch({ args: [], chromiumSandbox: false });", sandbox],
    ["main/windows/wall.ts", "make({ webPreferences: { sandbox: false } });", sandbox],
    ["main/windows/wall.ts", "make({ webPreferences: { nodeIntegration: true } });", sandbox],
    ["main/windows/wall.ts", "make({ webPreferences: { contextIsolation: false } });", sandbox],
    ["renderer/app.tsx", "export default 1;", /Named exports only/],
    ["app/wall/index.ts", "const wall = 1;\nexport { wall as default };", /Named exports only/],
    ["main/supervisor.ts", 'ipcMain.on("x", listen);', /alone/],
    ["main/windows/wall.ts", 'import { ipcMain } from "electron";\nipcMain.on("x", listen);', /alone/],
    ["renderer/station.ts", 'window.electron.ipcRenderer.send("x");', /alone/],
    ["app/wall/wall.ts", "tick();\n".repeat(401), /too many lines/],
  ])("gets by in %s, no. %#", async (file, text, message) => {
    const [first] = await complaints(file, text);
    expect(first).toMatch(message);
  });
});

it.each([
  ["main/gate.ts", 'import { ipcMain } from "electron";\nipcMain.on("x", listen);'],
  ["main/preload.ts", 'import { ipcRenderer } from "electron";\nipcRenderer.send("x");'],
  ["vitest.config.ts", "export default {};"],
  ["test/e2e/launch.ts", "await electron.launch({ args: [], chromiumSandbox: true });"],
  ["main/windows/wall.ts", "make({ webPreferences: { sandbox: true, contextIsolation: true } });"],
  ["app/wall/wall.ts", "tick();\n\n// why\n".repeat(400)],
])("%s may hold what is allowed there, no. %#", async (file, text) => {
  expect(await complaints(file, text)).toEqual([]);
});

it("holds for what is not linted too: nothing that starts the program turns the sandbox off", () => {
  const started = readdirSync(".", { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:json|ya?ml|sh)$/.test(entry.name) && entry.name !== "package-lock.json")
    .map(({ name }) => name);
  const continuous = readdirSync(".ci").map((name) => join(".ci", name));
  for (const file of [...started, ...continuous]) expect(readFileSync(file, "utf8"), file).not.toContain(noSandbox);
});
