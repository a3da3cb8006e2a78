import { join } from "node:path";
import typescript from "typescript";
import { describe, expect, it } from "vitest";

/** The names a room's files may take for granted, as the compiler sees its configuration. */
const unknownNames = (configuration: string, names: readonly string[]): string[] => {
  const folder = join(process.cwd(), configuration, "..");
  const { config } = typescript.readConfigFile(configuration, (file) => typescript.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = typescript.parseJsonConfigFileContent(config, typescript.sys, folder);
  const probe = join(folder, "probeOfGlobals.ts");
  const text = `export const seen = [${names.join(", ")}];`;
  const host = typescript.createCompilerHost(options);
  const program = typescript.createProgram([probe], options, {
    ...host,
    fileExists: (file) => file === probe || host.fileExists(file),
    getSourceFile: (file, languageVersion) =>
      file === probe
        ? typescript.createSourceFile(file, text, languageVersion)
        : host.getSourceFile(file, languageVersion),
  });
  return program
    .getSemanticDiagnostics(program.getSourceFile(probe))
    .map(
      ({ messageText }) =>
        /Cannot find name '(\w+)'/.exec(typescript.flattenDiagnosticMessageText(messageText, ""))?.[1],
    )
    .filter((name) => name !== undefined);
};

describe("each room is compiled with the globals it may use", () => {
  const page = ["document", "HTMLVideoElement"];
  const node = ["process", "Buffer"];
  it.each([
    ["app/domain/tsconfig.json", [...page, ...node, "setTimeout"]],
    ["app/contract/tsconfig.json", [...page, ...node, "setTimeout"]],
    ["app/tsconfig.json", page],
    ["main/tsconfig.json", page],
    ["native/tsconfig.json", page],
    ["renderer/tsconfig.json", node],
    ["test/tsconfig.json", []],
  ])("%s", (configuration, unknown) => {
    expect(unknownNames(configuration, [...page, ...node, "setTimeout"]).sort()).toEqual([...unknown].sort());
  });
});
