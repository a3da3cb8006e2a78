import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DemonstrationSettings } from "../../app/contract/supervision";
import { playwrightExecutable, prepareDataFolder } from "../../native/runtime/launch.mjs";
import { readProvided } from "../../native/runtime/provided.mjs";

/** The real program under Playwright's hand, with the sandbox on and, where we are root, as an unprivileged account. */
export interface Console {
  readonly application: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  /** Everything the program has written to its standard output and error. */
  readonly output: () => string;
  /** Ends the program as its user would: by closing it. */
  close(): Promise<void>;
}

/** A new data folder that the program's account may write. */
export const makeDataFolder = (): string => mkdtempSync(join(tmpdir(), "zhishou-"));

/** Deletes a data folder made by {@link makeDataFolder}. */
export const removeDataFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

/** Starts the built program on `dataFolder`. Needs a screen (DISPLAY, XAUTHORITY in `screen`). */
export const launchConsole = async (parts: {
  readonly dataFolder: string;
  readonly demonstration: DemonstrationSettings | null;
  readonly screen: Readonly<Record<string, string>>;
  readonly moreArguments?: readonly string[];
}): Promise<Console> => {
  const { dataFolder, demonstration, screen } = parts;
  const provided = readProvided();
  if (demonstration !== null)
    writeFileSync(join(dataFolder, "demonstration.json"), JSON.stringify(demonstration), { mode: 0o600 });
  prepareDataFolder(dataFolder, provided);
  const application = await _electron.launch({
    executablePath: playwrightExecutable(provided),
    args: [
      provided.programFolder,
      `--data-folder=${dataFolder}`,
      ...(demonstration === null ? [] : ["--demonstration"]),
      ...(parts.moreArguments ?? []),
    ],
    chromiumSandbox: true,
    env: { ...environmentOf("PATH", "LANG", "TZ"), ...screen },
    timeout: 60_000,
  });
  let output = "";
  for (const stream of [application.process().stdout, application.process().stderr])
    stream?.on("data", (data: Buffer) => {
      output = (output + data.toString("utf8")).slice(-1_000_000);
    });
  const page = await application.firstWindow();
  return { application, page, dataFolder, output: () => output, close: () => application.close() };
};

/** The named variables of our environment that are set. */
export const environmentOf = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
