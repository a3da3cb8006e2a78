import { parseArgs } from "node:util";
import { ensureScreen } from "../../native/runtime/screen.mjs";
import type { Figure } from "../bench/figures";
import { runCameraFaults } from "./cameras";
import { runFfmpegFaults, runMediaFaults } from "./processes";
import { runSoak } from "./soak";

export interface FaultOptions {
  /** How many faults. */
  readonly runs: number;
  /** How long a soak lasts; fractions too. */
  readonly hours: number;
}

/** Does its faults to the real program and answers what came of them. */
export type FaultRun = (screen: Readonly<Record<string, string>>, options: FaultOptions) => Promise<Figure[]>;

/**
 * `npm run faults -- NAME [--runs N] [--hours H]`: does harm and looks whether what must be true after it is (the fault
 * table of figures.md). Prints each outcome that is not, and one JSON line as the last; then the exit code is 1.
 */
const faults: Readonly<Record<string, FaultRun>> = {
  cameras: runCameraFaults,
  ffmpeg: runFfmpegFaults,
  media: runMediaFaults,
  soak: runSoak,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "12" }, hours: { type: "string", default: "0.5" } },
});
const [name = "", ...more] = positionals;
const fault = faults[name];
const options: FaultOptions = { runs: Number(values.runs), hours: Number(values.hours) };
if (fault === undefined || more.length > 0 || !(options.runs >= 1) || !(options.hours > 0)) {
  console.error(`npm run faults -- NAME [--runs N] [--hours H]; NAME is one of: ${Object.keys(faults).join(" ")}`);
  process.exit(2);
}

const screen = await ensureScreen({ widthPx: 1920, heightPx: 1080 });
const figures = await fault(screen.env, options);
await screen.stop();
console.log(JSON.stringify({ bench: `faults ${name}`, figures }));
process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
