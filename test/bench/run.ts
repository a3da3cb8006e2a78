import { ensureScreen } from "../../native/runtime/screen.mjs";
import type { Figure } from "./figures";
import { measureStart } from "./start";
import { measureWall } from "./wall";

/**
 * `npm run bench -- NAME [--check]`: measures and prints one JSON line per bench, the last line of each. `all` runs
 * every bench. With `--check` a missed goal makes the exit code 1.
 */
export type Bench = (screen: Readonly<Record<string, string>>) => Promise<Figure[]>;

const benches: Readonly<Record<string, Bench>> = { wall: measureWall, start: measureStart };

const names = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const wanted = names.includes("all") ? Object.keys(benches) : names;
const unknown = wanted.filter((name) => !(name in benches));
if (wanted.length === 0 || unknown.length > 0) {
  console.error(`npm run bench -- NAME [--check]; NAME is one of: all ${Object.keys(benches).join(" ")}`);
  process.exit(2);
}

const screen = await ensureScreen({ widthPx: 1920, heightPx: 1080 });
let missed = 0;
for (const name of wanted) {
  const figures = (await benches[name]?.(screen.env)) ?? [];
  missed += figures.filter(({ ok }) => !ok).length;
  console.log(JSON.stringify({ bench: name, figures }));
}
await screen.stop();
process.exitCode = process.argv.includes("--check") && missed > 0 ? 1 : 0;
