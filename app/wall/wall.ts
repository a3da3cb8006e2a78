import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import { wallLayout } from "../contract/requests";
import { query, type Database } from "../database";
import type { WallLayout } from "../domain/layout";

/** The last layout of each wall. */
export interface Wall {
  /** Null when none was saved, or when what was saved cannot be read (then the log says so). */
  read(wallName: string): WallLayout | null;
  /** Replaces what was saved. Throws `DatabaseError`. */
  save(wallName: string, layout: WallLayout): void;
}

const byName = query<[name: string], { gridSize: number; tiles: string }>(
  "wall.read",
  "SELECT grid_size AS gridSize, tiles FROM wall WHERE name = ?",
);

const upsert = query<[name: string, gridSize: number, tiles: string, savedAtUtcMs: number]>(
  "wall.save",
  `INSERT INTO wall (name, grid_size, tiles, saved_at_utc_ms) VALUES (?, ?, ?, ?)
   ON CONFLICT (name) DO UPDATE SET
     grid_size = excluded.grid_size, tiles = excluded.tiles, saved_at_utc_ms = excluded.saved_at_utc_ms`,
);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

export const createWall = (parts: {
  readonly database: Pick<Database, "read" | "write">;
  readonly clock: Clock;
  readonly log: Log;
}): Wall => {
  const { database, clock, log } = parts;
  return {
    read: (wallName) => {
      const row = database.read((db) => db.get(byName, wallName));
      if (row === undefined) return null;
      const layout = wallLayout.safeParse({ gridSize: row.gridSize, tiles: parsed(row.tiles) });
      if (layout.success) return layout.data;
      const part = layout.error.issues[0]?.path.join(".");
      log.warn({ wallName, part }, "the saved wall cannot be read; it starts empty");
      return null;
    },
    save: (wallName, layout) => {
      database.write((db) => {
        db.run(upsert, wallName, layout.gridSize, JSON.stringify(layout.tiles), clock.nowUtcMs());
      });
    },
  };
};
