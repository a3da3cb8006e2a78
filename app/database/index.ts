export type { OpenSqlite } from "./driver";
export { query, type Query, type ReadableDb, type WritableDb } from "./query";
