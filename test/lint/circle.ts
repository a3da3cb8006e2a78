/** Who imports whom: from each name to the names it imports. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** The first circle met when going along the imports, as the way around it: `["a", "b", "a"]`. */
export const findCircle = (graph: ImportGraph): readonly string[] | undefined => {
  const finished = new Set<string>();

  const walk = (name: string, way: readonly string[]): readonly string[] | undefined => {
    const before = way.indexOf(name);
    if (before >= 0) return [...way.slice(before), name];
    if (finished.has(name)) return undefined;
    for (const next of graph.get(name) ?? []) {
      const circle = walk(next, [...way, name]);
      if (circle !== undefined) return circle;
    }
    finished.add(name);
    return undefined;
  };

  for (const name of graph.keys()) {
    const circle = walk(name, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
};
