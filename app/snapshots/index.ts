export { createSnapshots } from "./snapshots";
