import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import { wallLayout, type KeptWall, type WallView } from "../contract/wall";
import { query, type Database } from "../database";
import { readStored } from "./storedJson";

/** What each wall showed last, and the view it stood for. */
export interface Wall {
  /**
   * Null when none was saved, or when what was saved cannot be read (then the log says so). A view that was removed
   * since is not named.
   */
  read(wallName: string): KeptWall | null;
  /** Replaces what was saved. Throws `DatabaseError`. */
  save(wallName: string, wall: KeptWall): void;
}

type ViewColumns =
  | { readonly viewId: string; readonly version: number; readonly changed: 0 | 1 }
  | { readonly viewId: null; readonly version: null; readonly changed: null };

const byName = query<[name: string], { readonly layout: string } & ViewColumns>(
  "wall.read",
  `SELECT wall.layout, view.id AS viewId, view_version AS version, view_changed AS changed
   FROM wall LEFT JOIN view ON view.id = wall.view_id AND view.removed_at_utc_ms IS NULL
   WHERE wall.name = ?`,
);

const upsert = query<
  [
    name: string,
    layout: string,
    savedAtUtcMs: number,
    viewId: string | null,
    viewVersion: number | null,
    viewChanged: 0 | 1 | null,
  ]
>(
  "wall.save",
  `INSERT INTO wall (name, layout, saved_at_utc_ms, view_id, view_version, view_changed) VALUES (?, ?, ?, ?, ?, ?)
   ON CONFLICT (name) DO UPDATE SET layout = excluded.layout, saved_at_utc_ms = excluded.saved_at_utc_ms,
     view_id = excluded.view_id, view_version = excluded.view_version, view_changed = excluded.view_changed`,
);

const viewOf = ({ viewId, version, changed }: ViewColumns): WallView | null =>
  viewId === null ? null : { viewId, version, changed: changed === 1 };

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
      if (layout.ok) return { layout: layout.value, view: viewOf(row) };
      log.warn({ wallName, part: layout.part }, "the saved wall cannot be read; it starts empty");
      return null;
    },
    save: (wallName, { layout, view }) => {
      const changed = view === null ? null : view.changed ? 1 : 0;
      database.write((db) => {
        db.run(
          upsert,
          wallName,
          JSON.stringify(layout),
          clock.nowUtcMs(),
          view?.viewId ?? null,
          view?.version ?? null,
          changed,
        );
      });
    },
  };
};
