import type { Migration } from "./migration";

/** Operator, devices with their cameras, walls and the audit; and the one operator who works until accounts exist. */
export const firstRecords: Migration = {
  version: 1,
  sql: `
CREATE TABLE operator (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  roles TEXT NOT NULL CHECK (json_valid(roles) AND json_type(roles) = 'array')
) STRICT;
CREATE TABLE device (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  service_url TEXT NOT NULL UNIQUE,
  user_name TEXT NOT NULL,
  password TEXT NOT NULL,
  manufacturer TEXT NOT NULL,
  model TEXT NOT NULL,
  firmware_version TEXT NOT NULL,
  serial_number TEXT NOT NULL,
  clock_offset_ms REAL,
  added_at_utc_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE camera (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  channel INTEGER NOT NULL CHECK (channel >= 1),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  source_token TEXT NOT NULL,
  UNIQUE (device_id, channel)
) STRICT;
CREATE TABLE camera_stream (
  camera_id TEXT NOT NULL REFERENCES camera (id) ON DELETE CASCADE,
  quality TEXT NOT NULL CHECK (quality IN ('main', 'sub')),
  profile_token TEXT NOT NULL,
  encoding TEXT NOT NULL,
  width_px INTEGER NOT NULL CHECK (width_px >= 0),
  height_px INTEGER NOT NULL CHECK (height_px >= 0),
  frame_rate REAL NOT NULL CHECK (frame_rate >= 0),
  stream_url TEXT NOT NULL,
  snapshot_url TEXT,
  PRIMARY KEY (camera_id, quality)
) STRICT, WITHOUT ROWID;
CREATE TABLE wall (
  name TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  grid_size INTEGER NOT NULL CHECK (grid_size IN (1, 4, 9, 16, 36, 64)),
  tiles TEXT NOT NULL CHECK (json_valid(tiles) AND json_array_length(tiles) = grid_size),
  saved_at_utc_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_utc_ms INTEGER NOT NULL,
  operator_id TEXT REFERENCES operator (id),
  window_name TEXT NOT NULL,
  request TEXT NOT NULL,
  outcome TEXT NOT NULL,
  details TEXT NOT NULL CHECK (json_valid(details))
) STRICT;

CREATE INDEX audit_by_time ON audit (at_utc_ms);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;

INSERT INTO operator (id, name, roles)
VALUES ('operator-1', '值班员', '["officer","dispatcher","administrator","auditor"]');
`,
};
