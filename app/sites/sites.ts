import type { Clock } from "../base/clock";
import type { Site, SiteFields } from "../contract/site";
import type { Database, ReadableDb, WritableDb } from "../database";
import { refusal, success, type Refusal, type Result } from "../domain/result";
import {
  countDevicesIn,
  deleteSite,
  idOfSite,
  insertSite,
  isCodeTaken,
  isNameTaken,
  readSite,
  readSites,
  siteExists,
  updateSite,
} from "./siteStore";
import { isTown } from "./towns";

/** The audit row of the request that asks, written in the record's own transaction. */
interface AuditedRequest {
  audit(db: WritableDb): void;
}

/** What a commit did. */
export interface SitesChange {
  /** Records of devices say something else now: their site is gone. */
  readonly devicesMoved: boolean;
}

/** The records of sites. What the database refuses is thrown (`DatabaseError`). */
export interface Sites {
  list(): Site[];
  /** Fails with `alreadyExists` (`input.name`), `codeTaken` (`input.code`) or `notFound` (`input.town`). */
  add(input: SiteFields, request?: AuditedRequest): Result<Site>;
  change(input: SiteFields & { readonly siteId: string }, request?: AuditedRequest): Result<Site>;
  /** A site with devices goes only with `moveDevices`: they stay, and stand in none then. */
  remove(
    input: { readonly siteId: string; readonly moveDevices: boolean },
    request?: AuditedRequest,
  ): Result<Record<string, never>>;
  /** The site of this name in this town, made where there is none. */
  named(town: string, name: string): Result<string>;
  /** Called after every commit that changed the records. */
  onChanged(listener: (change: SitesChange) => void): void;
}

export const createSites = (parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly id: () => string;
}): Sites => {
  const { database, clock, id } = parts;
  const listeners: ((change: SitesChange) => void)[] = [];
  const changed = (devicesMoved = false): void => {
    for (const listener of listeners) listener({ devicesMoved });
  };
  const gone = refusal("notFound", "no such site", "input.siteId");

  const refuse = (db: ReadableDb, { town, name, code }: SiteFields, siteId = ""): Refusal | null => {
    if (!isTown(town)) return refusal("notFound", "no such town", "input.town");
    if (isNameTaken(db, town, name, siteId))
      return refusal("alreadyExists", "another site of the town is called so", "input.name");
    if (code !== null && isCodeTaken(db, code, [siteId]))
      return refusal("codeTaken", "something else is recorded under this code", "input.code");
    return null;
  };

  const record = (db: WritableDb, fields: SiteFields): Site => {
    const made = { ...fields, id: id(), addedAtUtcMs: clock.nowUtcMs() };
    insertSite(db, made);
    return made;
  };

  return {
    list: () => database.read(readSites),
    add: (input, request) => {
      const added = database.write((db): Result<Site> => {
        const refused = refuse(db, input);
        if (refused !== null) return refused;
        const made = record(db, input);
        request?.audit(db);
        return success(made);
      });
      if (added.ok) changed();
      return added;
    },
    change: ({ siteId, ...fields }, request) => {
      const written = database.write((db): Result<Site> => {
        const before = readSite(db, siteId);
        if (before === undefined) return gone;
        const refused = refuse(db, fields, siteId);
        if (refused !== null) return refused;
        const after = { ...before, ...fields };
        updateSite(db, after);
        request?.audit(db);
        return success(after);
      });
      if (written.ok) changed();
      return written;
    },
    remove: ({ siteId, moveDevices }, request) => {
      let moved = false;
      const removed = database.write((db): Result<Record<string, never>> => {
        if (!siteExists(db, siteId)) return gone;
        moved = countDevicesIn(db, siteId) > 0;
        if (moved && !moveDevices) return refusal("invalidInput", "the site holds devices", "input.moveDevices");
        deleteSite(db, siteId);
        request?.audit(db);
        return success({});
      });
      if (removed.ok) changed(moved);
      return removed;
    },
    named: (town, name) => {
      const known = database.read((db) => idOfSite(db, town, name));
      if (known !== undefined) return success(known);
      if (!isTown(town)) return refusal("notFound", "no such town", "line.town");
      const made = database.write((db) => record(db, { name, town, category: "otherKeyPlace", code: null }));
      changed();
      return success(made.id);
    },
    onChanged: (listener) => {
      listeners.push(listener);
    },
  };
};
