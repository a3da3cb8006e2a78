// The thread that copies a database, run from its source: a thread of the test runner's knows no TypeScript by itself.
import { register } from "tsx/esm/api";

register();
await import("../../native/sqlite/copyThread");
