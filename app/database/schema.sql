-- The database of one workstation, as it stands after the newest migration. Written by the station alone.
-- A test holds this file against the migrated database, column by column.
-- Times are milliseconds since 1970 UTC (suffix _utc_ms). Ids are random UUIDs unless said otherwise.

-- Who works here. Until accounts exist, one seeded operator holds every role.
CREATE TABLE operator (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- Roles of app/domain/role.ts, as a JSON array.
  roles TEXT NOT NULL CHECK (json_valid(roles) AND json_type(roles) = 'array')
) STRICT;

-- One camera or recorder on the network.
CREATE TABLE device (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- Where it was reached: the device's own answers are rewritten to this when they name another host.
  host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
  port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  -- Of the ONVIF device service; of the main stream where there is no ONVIF. No device is recorded twice.
  service_url TEXT NOT NULL UNIQUE,
  user_name TEXT NOT NULL,
  -- In the clear inside an encrypted file; read by app/streams and app/devices only, never sent to a window.
  password TEXT NOT NULL,
  manufacturer TEXT NOT NULL,
  model TEXT NOT NULL,
  firmware_version TEXT NOT NULL,
  serial_number TEXT NOT NULL,
  -- Device clock minus workstation clock; NULL when the device does not tell its time.
  clock_offset_ms REAL,
  added_at_utc_ms INTEGER NOT NULL,
  -- 'stream': a camera without ONVIF, known by nothing but the URLs of its streams.
  kind TEXT NOT NULL DEFAULT 'onvif' CHECK (kind IN ('onvif', 'stream')),
  -- How its pictures travel; 'auto': RTP over the RTSP connection first, UDP when the device refuses that.
  transport TEXT NOT NULL DEFAULT 'auto' CHECK (transport IN ('auto', 'tcp', 'udp')),
  -- SHA-256 of the certificate it was first seen with, hexadecimal; NULL where it is not asked over TLS.
  certificate_sha256 TEXT CHECK (length(certificate_sha256) = 64)
) STRICT;

-- A picture source of a device. `ordinal` keeps the order in which the device lists them.
CREATE TABLE camera (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  channel INTEGER NOT NULL CHECK (channel >= 1),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  source_token TEXT NOT NULL,
  UNIQUE (device_id, channel)
) STRICT;

-- The streams a camera offers: at most one of each quality.
CREATE TABLE camera_stream (
  camera_id TEXT NOT NULL REFERENCES camera (id) ON DELETE CASCADE,
  quality TEXT NOT NULL CHECK (quality IN ('main', 'sub')),
  profile_token TEXT NOT NULL,
  encoding TEXT NOT NULL,
  width_px INTEGER NOT NULL CHECK (width_px >= 0),
  height_px INTEGER NOT NULL CHECK (height_px >= 0),
  frame_rate REAL NOT NULL CHECK (frame_rate >= 0),
  -- rtsp URL without user information, host already rewritten.
  stream_url TEXT NOT NULL,
  snapshot_url TEXT,
  PRIMARY KEY (camera_id, quality)
) STRICT, WITHOUT ROWID;

-- The last layout of each wall, for the window that comes back after a restart.
CREATE TABLE wall (
  name TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  grid_size INTEGER NOT NULL CHECK (grid_size IN (1, 4, 9, 16, 36, 64)),
  -- JSON array of camera ids and nulls, grid_size long. A camera that is gone leaves its id; the wall shows it as gone.
  tiles TEXT NOT NULL CHECK (json_valid(tiles) AND json_array_length(tiles) = grid_size),
  saved_at_utc_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who asked for what, and what became of it. Append-only: the triggers refuse to change or delete a row.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_utc_ms INTEGER NOT NULL,
  -- NULL when nobody was signed in (a page that is not ours, for instance).
  operator_id TEXT REFERENCES operator (id),
  window_name TEXT NOT NULL,
  request TEXT NOT NULL,
  -- 'done' or a failure kind of app/domain/failure.ts.
  outcome TEXT NOT NULL,
  -- What was asked, as JSON, without secrets.
  details TEXT NOT NULL CHECK (json_valid(details))
) STRICT;

CREATE INDEX audit_by_time ON audit (at_utc_ms);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;
-- Also stops INSERT OR REPLACE, as recursive_triggers is on (native/sqlite/open.ts).
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'audit is append-only'); END;

-- Adding many devices at once. One job at a time; a new one takes the place of the one before.
CREATE TABLE import_job (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  started_at_utc_ms INTEGER NOT NULL,
  -- 'reading': its lines are being written; what a crash leaves so is thrown away.
  state TEXT NOT NULL CHECK (state IN ('reading', 'running', 'stopped', 'finished'))
) STRICT;

-- One device to add. Its login is the one to try, already chosen; it is erased with the line's outcome.
CREATE TABLE import_line (
  job_id TEXT NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
  line INTEGER NOT NULL CHECK (line >= 1),
  -- Without user information; empty where the line held no address.
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  user_name TEXT NOT NULL,
  password TEXT NOT NULL CHECK (outcome = 'pending' OR password = ''),
  -- 'pending', 'added' or a failure kind of app/domain/failure.ts.
  outcome TEXT NOT NULL CHECK (length(outcome) BETWEEN 1 AND 40),
  part TEXT,
  PRIMARY KEY (job_id, line)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_line_by_outcome ON import_line (job_id, outcome, line);
