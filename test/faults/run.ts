import { parseArgs } from "node:util";
import { ensureScreen } from "../../native/runtime/screen.mjs";
import { runEntry } from "../../native/runtime/sentence.mjs";
import type { Figure } from "../bench/figures";
import { runCameraFaults } from "./cameras";
import { runNetworkFaults } from "./network";
import { runFfmpegFaults, runMediaFaults } from "./processes";
import { runSoak } from "./soak";

export interface FaultOptions {
  /** How many faults; null: each kind of them once, or as many as is usual. */
  readonly runs: number | null;
  /** How long a soak lasts; fractions too. */
  readonly hours: number;
  /** Kinds of camera faults; empty for all. */
  readonly only: readonly string[];
}

/** Does its faults to the real program and answers what came of them. */
export type FaultRun = (screen: Readonly<Record<string, string>>, options: FaultOptions) => Promise<Figure[]>;

/**
 * `npm run faults -- NAME [--runs N] [--hours H] [--only KIND,…]`: does harm and looks whether what must be true after it is (the fault
 * table of figures.md). Prints each outcome that is not, and one JSON line as the last; then the exit code is 1.
 */
const faults: Readonly<Record<string, FaultRun>> = {
  cameras: runCameraFaults,
  ffmpeg: runFfmpegFaults,
  media: runMediaFaults,
  network: runNetworkFaults,
  soak: runSoak,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string" },
    hours: { type: "string", default: "0.5" },
    only: { type: "string", default: "" },
  },
});
const [name = "", ...more] = positionals;
const fault = faults[name];
const only = values.only.split(",").filter((kind) => kind !== "");
const options: FaultOptions = {
  runs: values.runs === undefined ? null : Number(values.runs),
  hours: Number(values.hours),
  only,
};
if (fault === undefined || more.length > 0 || (options.runs !== null && !(options.runs >= 1)) || !(options.hours > 0)) {
  console.error(
    `npm run faults -- NAME [--runs N] [--hours H] [--only KIND,…]; NAME is one of: ${Object.keys(faults).join(" ")}`,
  );
  process.exit(2);
}

await runEntry(async () => {
  const screen = await ensureScreen({ widthPx: 1920, heightPx: 1080 });
  const figures = await fault(screen.env, options).finally(() => screen.stop());
  console.log(JSON.stringify({ bench: `faults ${name}`, figures }));
  return figures.every(({ ok }) => ok) ? 0 : 1;
});
