// What `electron <folder>` finds in an Electron that came without its own default app: loads the program in the folder
// given as first argument that is no switch, as Electron's own would.

const { app } = require("electron");
const { readFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

const folder = process.argv.slice(1).find((argument) => !argument.startsWith("-"));
if (folder === undefined) {
  console.error("electron: name the program's folder");
  app.exit(1);
} else {
  const programFolder = resolve(folder);
  /** @type {{ name: string, productName?: string, version: string, main: string }} */
  const { name, productName, version, main } = JSON.parse(readFileSync(join(programFolder, "package.json"), "utf8"));
  // As Electron's own default app; the last two are not in its types.
  const shell =
    /** @type {import("electron").App & { setVersion(version: string): void, setAppPath(path: string): void }} */ (app);
  shell.setName(productName ?? name);
  shell.setVersion(version);
  shell.setAppPath(programFolder);
  require(join(programFolder, main));
}
