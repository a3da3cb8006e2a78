export { createFolder } from "./folder";
export { createPatience } from "./patience";
export { createSnapshots } from "./snapshots";
