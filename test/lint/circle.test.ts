import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import typescript from "typescript";
import { describe, expect, it } from "vitest";
import { findCircle, type ImportGraph } from "./circle";

const graph = (edges: Readonly<Record<string, readonly string[]>>): ImportGraph =>
  new Map(Object.entries(edges).map(([name, imports]) => [name, new Set(imports)]));

describe("findCircle", () => {
  it("finds nothing where imports only go down", () => {
    expect(findCircle(graph({ station: ["wall", "devices"], wall: ["devices"], devices: [] }))).toBeUndefined();
  });

  it.each([
    [{ wall: ["wall"] }, ["wall", "wall"]],
    [{ wall: ["devices"], devices: ["wall"] }, ["wall", "devices", "wall"]],
    [
      { station: ["wall"], wall: ["devices"], devices: ["streams"], streams: ["wall"] },
      ["wall", "devices", "streams", "wall"],
    ],
  ])("names the way around %j", (edges, circle) => {
    expect(findCircle(graph(edges as Record<string, string[]>))).toEqual(circle);
  });
});

/** Services are the folders of `app` that are neither contract, domain nor base. */
const isService = (folder: string): boolean => !["base", "contract", "docs", "domain"].includes(folder);

/** The service a file of `app` belongs to, by its path from there. */
const serviceOf = (path: string): string | undefined => /^([a-z]+)\//.exec(path)?.[1];

/** Which service imports which. The context of a request is a type of all of them and makes no edge. */
const serviceGraph = (): ImportGraph => {
  const edges = new Map<string, Set<string>>();
  for (const path of readdirSync("app", { recursive: true, encoding: "utf8" })) {
    const from = serviceOf(path);
    if (!path.endsWith(".ts") || from === undefined || !isService(from)) continue;
    const imports = edges.get(from) ?? new Set();
    edges.set(from, imports);
    for (const { fileName } of typescript.preProcessFile(readFileSync(posix.join("app", path), "utf8")).importedFiles) {
      const target = posix.join(posix.dirname(path), fileName);
      const to = fileName.startsWith(".") ? serviceOf(`${target}/`) : undefined;
      if (to !== undefined && to !== from && isService(to) && target !== "dispatch/context") imports.add(to);
    }
  }
  return edges;
};

describe("the services of app", () => {
  const services = serviceGraph();

  it("are read with their imports", () => {
    expect(services.get("streams")).toContain("devices");
  });

  it("never import each other in a circle", () => {
    expect(findCircle(services)).toBeUndefined();
  });
});
