// `npm start`: the console with twelve simulated cameras; `npm start -- --real` on the user's own data folder.

import { prepare, runTypeScript } from "./prepare.mjs";
import { runEntry } from "./sentence.mjs";

await runEntry(async () => {
  await prepare([]);
  return runTypeScript("test/simulators/demonstration.ts", process.argv.slice(2));
});
