import { query, type Database } from "../database";
import type { Operator } from "../dispatch/context";
import { roles } from "../domain/role";

/** The operator the first migration makes; everyone works as this one until accounts exist. */
const seededOperatorId = "operator-1";

const byId = query<[id: string], { id: string; name: string; roles: string }>(
  "accounts.operator",
  "SELECT id, name, roles FROM operator WHERE id = ?",
);

/** Who sits at this workstation; null when the record is gone, and then every request is refused. */
export const currentOperator = (database: Pick<Database, "read">): Operator | null => {
  const row = database.read((db) => db.get(byId, seededOperatorId));
  if (row === undefined) return null;
  const held: unknown = JSON.parse(row.roles);
  return { id: row.id, name: row.name, roles: roles.filter((role) => Array.isArray(held) && held.includes(role)) };
};
