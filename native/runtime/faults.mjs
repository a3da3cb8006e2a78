// `npm run faults`: does harm to the real program and looks what is true after it.

import { prepare, runTypeScript } from "./prepare.mjs";
import { runEntry } from "./sentence.mjs";

await runEntry(async () => {
  await prepare(["test"]);
  return runTypeScript("test/faults/run.ts", process.argv.slice(2));
});
