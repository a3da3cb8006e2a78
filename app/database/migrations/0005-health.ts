import type { Migration } from "./migration";

/** What is known of the devices' health, their outages, and the times in which nobody looked. */
export const health: Migration = {
  version: 5,
  sql: `
CREATE TABLE device_health (
  device_id TEXT PRIMARY KEY NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  examined_at_utc_ms INTEGER,
  firmware_before TEXT,
  firmware_changed_at_utc_ms INTEGER,
  refused_login TEXT CHECK (length(refused_login) = 64),
  login_failure TEXT CHECK (length(login_failure) BETWEEN 1 AND 40),
  recording TEXT CHECK (json_valid(recording)),
  CHECK ((refused_login IS NULL) = (login_failure IS NULL)),
  CHECK ((firmware_before IS NULL) = (firmware_changed_at_utc_ms IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE outage (
  id INTEGER PRIMARY KEY,
  device_id TEXT NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  started_at_utc_ms INTEGER NOT NULL,
  ended_at_utc_ms INTEGER CHECK (ended_at_utc_ms >= started_at_utc_ms),
  cause TEXT NOT NULL CHECK (length(cause) BETWEEN 1 AND 40)
) STRICT;
CREATE INDEX outage_by_device ON outage (device_id, started_at_utc_ms);
CREATE UNIQUE INDEX outage_open ON outage (device_id) WHERE ended_at_utc_ms IS NULL;
CREATE INDEX outage_by_end ON outage (ended_at_utc_ms);
CREATE TABLE health_watch (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  seen_at_utc_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE health_blind (
  started_at_utc_ms INTEGER PRIMARY KEY NOT NULL,
  ended_at_utc_ms INTEGER NOT NULL CHECK (ended_at_utc_ms > started_at_utc_ms)
) STRICT;
`,
};
