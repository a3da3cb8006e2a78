import { parseArgs } from "node:util";
import { ensureScreen } from "../../native/runtime/screen.mjs";
import type { Figure } from "./figures";
import { measureHand } from "./hand";
import { measureLadder } from "./ladder";
import { measureLatency } from "./latency";
import { measureLiveness } from "./liveness";
import { measureRecover } from "./recover";
import { measureStart } from "./start";
import { measureSwitch } from "./switch";
import { measureWall } from "./wall";

/** How much is measured, where somebody asks for more or less than usual. */
export interface BenchOptions {
  readonly minutes?: number;
  readonly rounds?: number;
}

/**
 * `npm run bench -- NAME [--check] [--minutes M] [--rounds N]`: measures and prints one JSON line per bench, the last
 * line of each. `all` runs every bench. With `--check` a missed goal makes the exit code 1.
 */
export type Bench = (screen: Readonly<Record<string, string>>, options: BenchOptions) => Promise<Figure[]>;

const benches: Readonly<Record<string, Bench>> = {
  wall: measureWall,
  latency: measureLatency,
  liveness: measureLiveness,
  switch: measureSwitch,
  recover: measureRecover,
  start: measureStart,
  hand: measureHand,
};

/** What no goal stands beside, measured when asked for by name: what a table of ours was made with. */
const experiments: Readonly<Record<string, Bench>> = { ladder: measureLadder };
const known = { ...benches, ...experiments };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { check: { type: "boolean", default: false }, minutes: { type: "string" }, rounds: { type: "string" } },
});
const options: BenchOptions = {
  ...(values.minutes === undefined ? {} : { minutes: Number(values.minutes) }),
  ...(values.rounds === undefined ? {} : { rounds: Number(values.rounds) }),
};
const wanted = positionals.includes("all") ? Object.keys(benches) : positionals;
const unknown = wanted.filter((name) => !(name in known));
const senseless = Object.values(options).some((amount) => !(amount > 0));
if (wanted.length === 0 || unknown.length > 0 || senseless) {
  console.error(
    `npm run bench -- NAME [--check] [--minutes M] [--rounds N]; NAME is one of: all ${Object.keys(known).join(" ")}`,
  );
  process.exit(2);
}

const screen = await ensureScreen({ widthPx: 1920, heightPx: 1080 });
let missed = 0;
for (const name of wanted) {
  const figures = (await known[name]?.(screen.env, options)) ?? [];
  missed += figures.filter(({ ok }) => !ok).length;
  console.log(JSON.stringify({ bench: name, figures }));
}
await screen.stop();
process.exitCode = values.check && missed > 0 ? 1 : 0;
