// `npm run bench`: measures the program against its peers on this machine.

import { prepare, runTypeScript } from "./prepare.mjs";
import { runEntry } from "./sentence.mjs";

await runEntry(async () => {
  await prepare(["test", "bench"]);
  return runTypeScript("test/bench/run.ts", process.argv.slice(2));
});
