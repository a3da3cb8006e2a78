import type { Migration } from "./migration";

/** Devices whose streams are asked for over TLS. */
export const secureStreams: Migration = {
  version: 9,
  sql: `
ALTER TABLE device ADD COLUMN secure_streams INTEGER NOT NULL DEFAULT 0 CHECK (secure_streams IN (0, 1));
`,
};
