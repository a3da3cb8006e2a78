import type { Migration } from "./migration";

/** Walls that keep which view they were opened from. Of a wall of before nobody knows. */
export const viewOfWall: Migration = {
  version: 10,
  sql: `
ALTER TABLE wall ADD COLUMN view_id TEXT;
ALTER TABLE wall ADD COLUMN view_version INTEGER
  CHECK (view_version >= 1 AND (view_version IS NULL) = (view_id IS NULL));
ALTER TABLE wall ADD COLUMN view_changed INTEGER
  CHECK (view_changed IN (0, 1) AND (view_changed IS NULL) = (view_id IS NULL));
`,
};
