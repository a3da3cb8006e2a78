import type { Migration } from "./migration";

/**
 * Walls with grids of any shape, grids that people draw, and saved views. A wall of before becomes its even grid with
 * its cameras shown plainly.
 */
export const views: Migration = {
  version: 6,
  sql: `
ALTER TABLE wall RENAME TO wall_before;
CREATE TABLE wall (
  name TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  layout TEXT NOT NULL CHECK (json_valid(layout)),
  saved_at_utc_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
WITH RECURSIVE number (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM number WHERE i < 63),
square AS (
  SELECT name, grid_size, tiles, saved_at_utc_ms,
    CASE grid_size WHEN 1 THEN 1 WHEN 4 THEN 2 WHEN 9 THEN 3 WHEN 16 THEN 4 WHEN 36 THEN 6 ELSE 8 END AS side
  FROM wall_before
)
INSERT INTO wall (name, layout, saved_at_utc_ms)
SELECT name, json_object(
  'grid', json_object(
    'columns', (SELECT json_group_array(1) FROM number WHERE i < side),
    'rows', (SELECT json_group_array(1) FROM number WHERE i < side),
    'cells', (SELECT json_group_array(json_object('column', i % side, 'row', i / side, 'columnSpan', 1, 'rowSpan', 1))
              FROM (SELECT i FROM number WHERE i < grid_size ORDER BY i))
  ),
  'tiles', (SELECT json_group_array(CASE WHEN value IS NULL THEN json('null') ELSE json_object(
      'cameraId', value, 'fit', 'contain', 'turn', 0,
      'mirrored', json('false'), 'locked', json('false'), 'pinned', json('false')
    ) END) FROM (SELECT value FROM json_each(tiles) ORDER BY key))
), saved_at_utc_ms FROM square;
DROP TABLE wall_before;

CREATE TABLE grid (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
  grid TEXT NOT NULL CHECK (json_valid(grid))
) STRICT;

CREATE TABLE view (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  folder TEXT NOT NULL CHECK (length(folder) <= 100),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  layout TEXT NOT NULL,
  tile_count INTEGER NOT NULL CHECK (tile_count >= 0),
  camera_count INTEGER NOT NULL CHECK (camera_count >= 0),
  version INTEGER NOT NULL CHECK (version >= 1),
  changed_at_utc_ms INTEGER NOT NULL,
  opened_at_utc_ms INTEGER,
  removed_at_utc_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX view_by_name ON view (folder, name) WHERE removed_at_utc_ms IS NULL;
`,
};
