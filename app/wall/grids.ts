import type { z } from "zod";
import { gridSchema, type OwnGrid, type ownGridWish } from "../contract/wall";
import { query, type Database, type WritableDb } from "../database";
import { refusal, success, type Result } from "../domain/result";
import { readStored } from "./storedJson";

interface AuditedContext {
  audit(db: WritableDb): void;
}

/** The grids that people drew. Throw `DatabaseError` where the database cannot be written. */
export interface Grids {
  /** By name. One that cannot be read has no grid. */
  list(): OwnGrid[];
  /** `alreadyExists` (part `name`) where another has that name, `notFound` where the one to replace is gone. */
  save(wish: z.infer<typeof ownGridWish>, context: AuditedContext): Result<OwnGrid>;
  /** Removing one that is gone already is no failure. Walls and views that use it keep it. */
  remove(gridId: string, context: AuditedContext): Result<Record<string, never>>;
  onChanged(listener: () => void): void;
}

interface GridRow {
  readonly id: string;
  readonly name: string;
  readonly grid: string;
}

const all = query<[], GridRow>("grids.list", "SELECT id, name, grid FROM grid ORDER BY name");
const byName = query<[name: string], { id: string }>("grids.byName", "SELECT id FROM grid WHERE name = ?");
const insert = query<[id: string, name: string, grid: string]>(
  "grids.insert",
  "INSERT INTO grid (id, name, grid) VALUES (?, ?, ?)",
);
const update = query<[name: string, grid: string, id: string]>(
  "grids.update",
  "UPDATE grid SET name = ?, grid = ? WHERE id = ?",
);
const remove = query<[id: string]>("grids.remove", "DELETE FROM grid WHERE id = ?");

export const createGrids = (parts: { readonly database: Database; readonly id: () => string }): Grids => {
  const { database, id } = parts;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    list: () =>
      database
        .read((db) => db.all(all))
        .map((row) => {
          const grid = readStored(gridSchema, row.grid);
          return { id: row.id, name: row.name, grid: grid.ok ? grid.value : null };
        }),
    save: ({ gridId, name, grid }, context) => {
      const saved = database.write((db): Result<OwnGrid> => {
        const namesake = db.get(byName, name);
        if (namesake !== undefined && namesake.id !== gridId)
          return refusal("alreadyExists", "another grid has this name", "name");
        const savedId = gridId ?? id();
        if (gridId === undefined) db.run(insert, savedId, name, JSON.stringify(grid));
        else if (db.run(update, name, JSON.stringify(grid), gridId).changes === 0) return refusal("notFound");
        context.audit(db);
        return success({ id: savedId, name, grid });
      });
      if (saved.ok) changed();
      return saved;
    },
    remove: (gridId, context) => {
      database.write((db) => {
        db.run(remove, gridId);
        context.audit(db);
      });
      changed();
      return success({});
    },
    onChanged: (listener) => {
      listeners.add(listener);
    },
  };
};
