import type { Migration } from "./migration";

/** Sites of the towns, the devices in them, and the official codes. What is recorded already stands in no site. */
export const sites: Migration = {
  version: 7,
  sql: `
CREATE TABLE site (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  town TEXT NOT NULL CHECK (length(town) BETWEEN 1 AND 32),
  category TEXT NOT NULL CHECK (category IN ('newResidential', 'closedResidential', 'oldResidential', 'village',
                                             'enterprise', 'building', 'otherKeyPlace')),
  code TEXT UNIQUE CHECK (length(code) = 20),
  added_at_utc_ms INTEGER NOT NULL,
  UNIQUE (town, name)
) STRICT;
ALTER TABLE device ADD COLUMN site_id TEXT REFERENCES site (id) ON DELETE SET NULL;
ALTER TABLE device ADD COLUMN code TEXT CHECK (length(code) = 20);
ALTER TABLE camera ADD COLUMN code TEXT CHECK (length(code) = 20);
CREATE INDEX device_by_site ON device (site_id);
CREATE UNIQUE INDEX device_by_code ON device (code) WHERE code IS NOT NULL;
CREATE UNIQUE INDEX camera_by_code ON camera (code) WHERE code IS NOT NULL;
ALTER TABLE import_line ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE import_line ADD COLUMN town TEXT NOT NULL DEFAULT '';
`,
};
