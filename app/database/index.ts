export { openDatabase, type Database, type DatabaseSettings } from "./database";
export { listBackups } from "./backupFolder";
export { DatabaseError } from "./databaseError";
export type { OpenSqlite, StartCopy } from "./driver";
export { query, type ReadableDb, type WritableDb } from "./query";
