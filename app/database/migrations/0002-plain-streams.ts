import type { Migration } from "./migration";

/** Cameras without ONVIF, and how the pictures of a device travel. What is recorded already speaks ONVIF. */
export const plainStreams: Migration = {
  version: 2,
  sql: `
ALTER TABLE device ADD COLUMN kind TEXT NOT NULL DEFAULT 'onvif' CHECK (kind IN ('onvif', 'stream'));
ALTER TABLE device ADD COLUMN transport TEXT NOT NULL DEFAULT 'auto' CHECK (transport IN ('auto', 'tcp', 'udp'));
`,
};
