import type { Migration } from "./migration";

/** The certificate a device is first seen with: nobody has signed it, so that it must stay the same one. */
export const certificates: Migration = {
  version: 4,
  sql: `
ALTER TABLE device ADD COLUMN certificate_sha256 TEXT CHECK (length(certificate_sha256) = 64);
`,
};
