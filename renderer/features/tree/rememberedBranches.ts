type Branches = Readonly<Record<string, boolean>>;

const storageKey = "zhishou.tree.branches";

/** What was opened and shut here before; nothing where it cannot be read. */
export const readBranches = (): Branches => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean"),
    );
  } catch {
    return {};
  }
};

/** Keeps it for the next start, of the branches there still are. */
export const keepBranches = (branches: Branches, isThere: (key: string) => boolean): void => {
  try {
    const kept = Object.fromEntries(Object.entries(branches).filter(([key]) => isThere(key)));
    localStorage.setItem(storageKey, JSON.stringify(kept));
  } catch {
    // A profile that cannot be written keeps them until the window closes.
  }
};
