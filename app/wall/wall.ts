import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import { wallLayout } from "../contract/wall";
import { query, type Database } from "../database";
import type { WallLayout } from "../domain/layout";
import { readStored } from "./storedJson";

/** The last layout of each wall. */
export interface Wall {
  /** Null when none was saved, or when what was saved cannot be read (then the log says so). */
  read(wallName: string): WallLayout | null;
  /** Replaces what was saved. Throws `DatabaseError`. */
  save(wallName: string, layout: WallLayout): void;
}

const byName = query<[name: string], { layout: string }>("wall.read", "SELECT layout FROM wall WHERE name = ?");

const upsert = query<[name: string, layout: string, savedAtUtcMs: number]>(
  "wall.save",
  `INSERT INTO wall (name, layout, saved_at_utc_ms) VALUES (?, ?, ?)
   ON CONFLICT (name) DO UPDATE SET layout = excluded.layout, saved_at_utc_ms = excluded.saved_at_utc_ms`,
);

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
      const layout = readStored(wallLayout, row.layout);
      if (layout.ok) return layout.value;
      log.warn({ wallName, part: layout.part }, "the saved wall cannot be read; it starts empty");
      return null;
    },
    save: (wallName, layout) => {
      database.write((db) => {
        db.run(upsert, wallName, JSON.stringify(layout), clock.nowUtcMs());
      });
    },
  };
};
