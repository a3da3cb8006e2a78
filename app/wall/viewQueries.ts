import type { ViewSummary } from "../contract/wall";
import { query } from "../database";

const columns = `id, name, folder, tile_count AS tileCount, camera_count AS cameraCount, version,
    changed_at_utc_ms AS changedAtUtcMs, opened_at_utc_ms AS openedAtUtcMs`;
const standing = "removed_at_utc_ms IS NULL";

export const all = query<[], ViewSummary>(
  "views.list",
  `SELECT ${columns} FROM view WHERE ${standing} ORDER BY folder, name`,
);
export const one = query<[id: string], ViewSummary>(
  "views.one",
  `SELECT ${columns} FROM view WHERE id = ? AND ${standing}`,
);
export const layoutOf = query<[id: string], { layout: string }>(
  "views.layout",
  `SELECT layout FROM view WHERE id = ? AND ${standing}`,
);
export const byName = query<[folder: string, name: string], { id: string }>(
  "views.byName",
  `SELECT id FROM view WHERE folder = ? AND name = ? AND ${standing}`,
);
export const insert = query<
  [
    id: string,
    folder: string,
    name: string,
    layout: string,
    tileCount: number,
    cameraCount: number,
    changedAtUtcMs: number,
  ]
>(
  "views.insert",
  `INSERT INTO view (id, folder, name, layout, tile_count, camera_count, version, changed_at_utc_ms)
   VALUES (?, ?, ?, ?, ?, ?, 1, ?)`,
);
export const replace = query<
  [
    folder: string,
    name: string,
    layout: string,
    tileCount: number,
    cameraCount: number,
    changedAtUtcMs: number,
    id: string,
  ]
>(
  "views.replace",
  `UPDATE view SET folder = ?, name = ?, layout = ?, tile_count = ?, camera_count = ?, version = version + 1,
     changed_at_utc_ms = ? WHERE id = ?`,
);
export const describe = query<[folder: string, name: string, changedAtUtcMs: number, id: string]>(
  "views.describe",
  "UPDATE view SET folder = ?, name = ?, version = version + 1, changed_at_utc_ms = ? WHERE id = ?",
);
export const opened = query<[openedAtUtcMs: number, id: string]>(
  "views.opened",
  "UPDATE view SET opened_at_utc_ms = ? WHERE id = ?",
);
export const remove = query<[removedAtUtcMs: number, id: string]>(
  "views.remove",
  `UPDATE view SET removed_at_utc_ms = ? WHERE id = ? AND ${standing}`,
);
export const removed = query<[id: string], { folder: string; name: string }>(
  "views.removed",
  "SELECT folder, name FROM view WHERE id = ? AND removed_at_utc_ms IS NOT NULL",
);
export const restore = query<[id: string]>(
  "views.restore",
  "UPDATE view SET removed_at_utc_ms = NULL, version = version + 1 WHERE id = ?",
);
/** Removed ones whose time is over. */
export const forget = query<[removedBeforeUtcMs: number]>(
  "views.forget",
  "DELETE FROM view WHERE removed_at_utc_ms < ?",
);
