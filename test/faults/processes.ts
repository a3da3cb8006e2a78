import { kill } from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { beside, figure, type Figure } from "../bench/figures";
import { percentile } from "../bench/statistics";
import { childPid } from "../harness/childPids";
import { ffmpegChildrenOf, streamingFfmpegs } from "../harness/processes";
import { becomeLive, runWall, timesToPicture, type WallRun } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import { watchBystanders } from "./bystanders";
import { collectOutcomes, type Outcomes } from "./outcomes";
import type { FaultRun } from "./run";

const tileCount = 16;
const usualRuns = 12;
const backTimeoutMs = 60_000;
const backWithinMs = 3_000;
/** Between two faults, so that each meets a wall in order: also longer than a stream must last to be called good. */
const settleMs = 3_000;

const isRunning = (media: number, pid: number): boolean => ffmpegChildrenOf(media).some((one) => one.pid === pid);

/** Kills one ffmpeg of 16, or stops it as if it hung. Answers how long its tile took to show a new picture. */
const loseFfmpeg = async (run: WallRun, signal: "SIGKILL" | "SIGSTOP", outcomes: Outcomes): Promise<number> => {
  const media = childPid(run.console, "media");
  const running = ffmpegChildrenOf(media);
  const victim = running[Math.floor(Math.random() * running.length)]?.pid;
  if (victim === undefined) throw new Error("no ffmpeg runs");
  const noteBystanders = await watchBystanders(run);
  const lostAtMs = liveClockMs();
  kill(victim, signal);
  const took = await timesToPicture(run.watch, run.tiles, lostAtMs, backTimeoutMs);
  const backMs = Math.max(...took);
  // Which tile it served is only seen by its saying something, or by its staying behind.
  const said = new Set((await run.watch.changes(lostAtMs)).map(({ position }) => position));
  const speaks = run.tiles.filter(({ position }) => said.has(position));
  const served = speaks.length === 1 ? speaks[0] : run.tiles[took.indexOf(backMs)];
  const name = `${signal} of the ffmpeg of ${served?.camera.name ?? ""}`;
  outcomes.note(`${name}: back within 3 s, it took ${backMs.toFixed()} ms`, backMs <= backWithinMs);
  await noteBystanders(
    run.tiles.filter((tile) => tile !== served),
    name,
    outcomes,
  );
  outcomes.note(`${name}: that one is gone`, !isRunning(media, victim));
  if (signal === "SIGSTOP" && isRunning(media, victim)) kill(victim, "SIGKILL");
  outcomes.note(`${name}: media was not restarted`, childPid(run.console, "media") === media);
  return backMs;
};

/** Kills the media process. Answers how long the last tile took to show a new picture. */
const loseMedia = async (run: WallRun, outcomes: Outcomes): Promise<number> => {
  const media = childPid(run.console, "media");
  const before = new Set(ffmpegChildrenOf(media).map(({ pid }) => pid));
  const lostAtMs = liveClockMs();
  kill(media, "SIGKILL");
  const backMs = Math.max(...(await timesToPicture(run.watch, run.tiles, lostAtMs, backTimeoutMs)));
  outcomes.note(`media killed: all back within 3 s, it took ${backMs.toFixed()} ms`, backMs <= backWithinMs);
  outcomes.note("media killed: none of its ffmpegs is left", !streamingFfmpegs().some(({ pid }) => before.has(pid)));
  return backMs;
};

const runLosses =
  (lose: (run: WallRun, at: number, outcomes: Outcomes) => Promise<number>): FaultRun =>
  async (screen, { runs: asked }): Promise<Figure[]> =>
    runWall(tileCount, screen, async (run) => {
      const outcomes = collectOutcomes(console.log);
      const backs: number[] = [];
      const runs = asked ?? usualRuns;
      for (let at = 0; at < runs; at += 1) {
        const windows = run.console.application.windows();
        await wait(settleMs + Math.random() * 2_000);
        const backMs = await lose(run, at, outcomes);
        console.log(`run ${String(at + 1)}: back after ${backMs.toFixed()} ms`);
        backs.push(backMs);
        const stay = windows.every((window) => !window.isClosed());
        outcomes.note(`run ${String(at + 1)}: the windows stay`, stay);
        outcomes.note(`run ${String(at + 1)}: every tile is live after it`, await becomeLive(run.page, tileCount));
      }
      return [outcomes.figure(), figure("backP95Ms", percentile(backs, 95)), beside("faults", runs, "count")];
    });

/** `--runs` times one ffmpeg of 16 is killed or, every second time, hangs. */
export const runFfmpegFaults = runLosses((run, at, outcomes) =>
  loseFfmpeg(run, at % 2 === 0 ? "SIGKILL" : "SIGSTOP", outcomes),
);

/** `--runs` times the media process is killed. */
export const runMediaFaults = runLosses((run, _at, outcomes) => loseMedia(run, outcomes));
