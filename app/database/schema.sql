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

-- A place with devices: a residential community, a village, a school.
CREATE TABLE site (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- Id of resources/county/towns.json.
  town TEXT NOT NULL CHECK (length(town) BETWEEN 1 AND 32),
  -- Of the policy's section 2: what must stand there depends on it.
  category TEXT NOT NULL CHECK (category IN ('newResidential', 'closedResidential', 'oldResidential', 'village',
                                             'enterprise', 'building', 'otherKeyPlace')),
  -- 20 digits by GB/T 28181 annex E, here and below; no two records of any kind hold the same (app/devices, app/sites).
  code TEXT UNIQUE CHECK (length(code) = 20),
  added_at_utc_ms INTEGER NOT NULL,
  UNIQUE (town, name)
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
  certificate_sha256 TEXT CHECK (length(certificate_sha256) = 64),
  -- NULL: not put into a site yet.
  site_id TEXT REFERENCES site (id) ON DELETE SET NULL,
  code TEXT CHECK (length(code) = 20),
  -- 1: its streams are asked for over TLS (RTSPS), whatever `transport` says.
  secure_streams INTEGER NOT NULL DEFAULT 0 CHECK (secure_streams IN (0, 1))
) STRICT;

CREATE INDEX device_by_site ON device (site_id);
CREATE UNIQUE INDEX device_by_code ON device (code) WHERE code IS NOT NULL;

-- A picture source of a device. `ordinal` keeps the order in which the device lists them.
CREATE TABLE camera (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  channel INTEGER NOT NULL CHECK (channel >= 1),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  source_token TEXT NOT NULL,
  code TEXT CHECK (length(code) = 20),
  -- What it is called by at a keyboard. The trigger gives one to a camera that comes without.
  number INTEGER CHECK (number BETWEEN 1 AND 999999),
  UNIQUE (device_id, channel)
) STRICT;

CREATE UNIQUE INDEX camera_by_code ON camera (code) WHERE code IS NOT NULL;
CREATE UNIQUE INDEX camera_by_number ON camera (number);
-- The next one; where somebody gave out the last there is, the one below the lowest with room below it.
CREATE TRIGGER camera_is_numbered AFTER INSERT ON camera WHEN NEW.number IS NULL BEGIN
  UPDATE camera
     SET number = CASE WHEN (SELECT ifnull(max(number), 0) FROM camera) < 999999
                       THEN (SELECT ifnull(max(number), 0) + 1 FROM camera)
                       ELSE (SELECT min(number) - 1 FROM camera AS held
                              WHERE number > 1 AND NOT EXISTS (SELECT 1 FROM camera WHERE number = held.number - 1))
                  END
   WHERE id = NEW.id;
END;

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

-- The last layout of each wall, and the view it stands for, for the window that comes back after a restart.
CREATE TABLE wall (
  name TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
  -- `wallLayout` of app/contract/wall.ts. A camera that is gone leaves its id; the wall shows it as gone.
  layout TEXT NOT NULL CHECK (json_valid(layout)),
  saved_at_utc_ms INTEGER NOT NULL,
  -- Of the view it was opened from or saved as; all null where it stands for none. One that is gone leaves its id and
  -- is not told (app/wall/wall.ts).
  view_id TEXT,
  -- As the window knew it: what others changed since is to be noticed.
  view_version INTEGER CHECK (view_version >= 1 AND (view_version IS NULL) = (view_id IS NULL)),
  -- The wall is no longer as the view was opened or saved.
  view_changed INTEGER CHECK (view_changed IN (0, 1) AND (view_changed IS NULL) = (view_id IS NULL))
) STRICT, WITHOUT ROWID;

-- A grid that somebody drew, for every wall.
CREATE TABLE grid (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
  -- `gridSchema` of app/contract/wall.ts.
  grid TEXT NOT NULL CHECK (json_valid(grid))
) STRICT;

-- A layout saved by name, for every wall of the room.
CREATE TABLE view (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  -- Empty: in none.
  folder TEXT NOT NULL CHECK (length(folder) <= 100),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- `wallLayout` of app/contract/wall.ts; one that cannot be read stays here, is told and not opened.
  layout TEXT NOT NULL,
  -- Counted from the layout, so that the list need not read it.
  tile_count INTEGER NOT NULL CHECK (tile_count >= 0),
  camera_count INTEGER NOT NULL CHECK (camera_count >= 0),
  -- Rises with every change; a change made on an older one is not written.
  version INTEGER NOT NULL CHECK (version >= 1),
  changed_at_utc_ms INTEGER NOT NULL,
  opened_at_utc_ms INTEGER,
  -- Removed ones can be brought back for a month (app/wall/views.ts).
  removed_at_utc_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX view_by_name ON view (folder, name) WHERE removed_at_utc_ms IS NULL;

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
  -- Where the device stands, made when it is added; empty where the line does not tell.
  site TEXT NOT NULL DEFAULT '',
  -- Id of the site's town.
  town TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (job_id, line)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_line_by_outcome ON import_line (job_id, outcome, line);

-- What the program found out about a device by asking it from time to time. Whether it is online is not here: that is
-- only true while somebody looks.
CREATE TABLE device_health (
  device_id TEXT PRIMARY KEY NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  -- When it was last asked what needs its login.
  examined_at_utc_ms INTEGER,
  -- The version before the last change of firmware.
  firmware_before TEXT,
  firmware_changed_at_utc_ms INTEGER,
  -- SHA-256 over address, name and password that the device refused: they are not tried again until they change.
  refused_login TEXT CHECK (length(refused_login) = 64),
  -- How it refused: a failure kind of app/domain/failure.ts.
  login_failure TEXT CHECK (length(login_failure) BETWEEN 1 AND 40),
  -- `recordingHealth` of app/contract/health.ts; NULL until it was asked for the first time.
  recording TEXT CHECK (json_valid(recording)),
  CHECK ((refused_login IS NULL) = (login_failure IS NULL)),
  CHECK ((firmware_before IS NULL) = (firmware_changed_at_utc_ms IS NULL))
) STRICT, WITHOUT ROWID;

-- From the first failed try to the first success. Open (no end) across restarts; at most one is open for a device.
CREATE TABLE outage (
  id INTEGER PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  started_at_utc_ms INTEGER NOT NULL,
  ended_at_utc_ms INTEGER CHECK (ended_at_utc_ms >= started_at_utc_ms),
  -- Of the try that settled it: a failure kind of app/domain/failure.ts.
  cause TEXT NOT NULL CHECK (length(cause) BETWEEN 1 AND 40)
) STRICT;

CREATE INDEX outage_by_device ON outage (device_id, started_at_utc_ms);
CREATE UNIQUE INDEX outage_open ON outage (device_id) WHERE ended_at_utc_ms IS NULL;
CREATE INDEX outage_by_end ON outage (ended_at_utc_ms);

-- One row: when the program last looked after the devices' health. What lies between it and the next start is blind.
CREATE TABLE health_watch (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seen_at_utc_ms INTEGER NOT NULL
) STRICT;

-- When nobody looked, because the program did not run.
CREATE TABLE health_blind (
  started_at_utc_ms INTEGER PRIMARY KEY NOT NULL,
  ended_at_utc_ms INTEGER NOT NULL CHECK (ended_at_utc_ms > started_at_utc_ms)
) STRICT;
