import type { Site, SiteCategory } from "../contract/site";
import { query, type ReadableDb, type WritableDb } from "../database";

/** Every statement about sites. */

const columns = "id, name, town, category, code, added_at_utc_ms AS addedAtUtcMs";

const allSites = query<[], Site>("sites.all", `SELECT ${columns} FROM site ORDER BY added_at_utc_ms, id`);
const oneSite = query<[id: string], Site>("sites.one", `SELECT ${columns} FROM site WHERE id = ?`);
const siteOfName = query<[town: string, name: string], { readonly id: string }>(
  "sites.ofName",
  "SELECT id FROM site WHERE town = ? AND name = ?",
);
const insert = query<
  [id: string, name: string, town: string, category: SiteCategory, code: string | null, addedAtUtcMs: number]
>("sites.insert", "INSERT INTO site (id, name, town, category, code, added_at_utc_ms) VALUES (?, ?, ?, ?, ?, ?)");
const update = query<[name: string, town: string, category: SiteCategory, code: string | null, id: string]>(
  "sites.update",
  "UPDATE site SET name = ?, town = ?, category = ?, code = ? WHERE id = ?",
);
const remove = query<[id: string]>("sites.remove", "DELETE FROM site WHERE id = ?");
const devicesIn = query<[siteId: string], { readonly count: number }>(
  "sites.devicesIn",
  "SELECT count(*) AS count FROM device WHERE site_id = ?",
);
const holderOfCode = query<[code: string, code: string, code: string], { readonly id: string }>(
  "sites.holderOfCode",
  `SELECT id FROM site WHERE code = ?
   UNION ALL SELECT id FROM device WHERE code = ?
   UNION ALL SELECT id FROM camera WHERE code = ?`,
);

export const readSites = (db: ReadableDb): Site[] => db.all(allSites);
export const readSite = (db: ReadableDb, id: string): Site | undefined => db.get(oneSite, id);
export const siteExists = (db: ReadableDb, id: string): boolean => readSite(db, id) !== undefined;

/** Whether another site of the town is called so. */
export const isNameTaken = (db: ReadableDb, town: string, name: string, otherThanId = ""): boolean => {
  const found = db.get(siteOfName, town, name);
  return found !== undefined && found.id !== otherThanId;
};

export const idOfSite = (db: ReadableDb, town: string, name: string): string | undefined =>
  db.get(siteOfName, town, name)?.id;

/** Whether a site, device or camera other than those named holds this code: it is one thing's identity. */
export const isCodeTaken = (db: ReadableDb, code: string, otherThanIds: readonly string[] = []): boolean =>
  db.all(holderOfCode, code, code, code).some(({ id }) => !otherThanIds.includes(id));

export const insertSite = (db: WritableDb, { id, name, town, category, code, addedAtUtcMs }: Site): void => {
  db.run(insert, id, name, town, category, code, addedAtUtcMs);
};

/** False when there is no such site. */
export const updateSite = (db: WritableDb, { id, name, town, category, code }: Omit<Site, "addedAtUtcMs">): boolean =>
  db.run(update, name, town, category, code, id).changes > 0;

/** Its devices stay, without a site. False when there is no such site. */
export const deleteSite = (db: WritableDb, id: string): boolean => db.run(remove, id).changes > 0;

export const countDevicesIn = (db: ReadableDb, siteId: string): number => db.get(devicesIn, siteId)?.count ?? 0;
