import type { Page } from "@playwright/test";
import { setTimeout as wait } from "node:timers/promises";
import { CannotHave } from "../../native/runtime/sentence.mjs";
import { beside, type Figure } from "../bench/figures";
import { percentile } from "../bench/statistics";
import { becomeLive, runWall, timesToPicture, type WallRun, type WallTile } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import { watchBystanders } from "./bystanders";
import { cameraFaults, type CameraFault } from "./cameraFaults";
import { collectOutcomes, type Outcomes } from "./outcomes";
import type { FaultRun } from "./run";

const tileCount = 16;
const faultLastsMs = 6_000;
/** Also where a picture of another codec has to be transcoded. */
const goesOnWithinMs = 15_000;
const backTimeoutMs = 60_000;

const whatTileSays = async ({ page }: WallRun, { position }: WallTile): Promise<{ kind: string; words: string }> => {
  const tile = page.locator(`[data-position="${String(position)}"]`);
  return {
    kind: (await tile.getAttribute("data-liveness")) ?? "",
    words: (await tile.locator(".tile-words, .tile-scrim").allInnerTexts()).join(" ").replaceAll(/\s+/g, " "),
  };
};

/** As an administrator does where the program has stopped trying, lest the account be locked. */
const enterPassword = async (page: Page, deviceName: string, password: string): Promise<void> => {
  await page.getByTitle("设备", { exact: true }).click();
  await page.getByRole("button", { name: `修改 ${deviceName}`, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("口令", { exact: true }).fill(password);
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByTitle("监视墙", { exact: true }).click();
};

/** One fault of one camera, and what must be true in it and after it. Answers how long the tile took to come back. */
const suffer = async (run: WallRun, tile: WallTile, fault: CameraFault, outcomes: Outcomes): Promise<number> => {
  const name = `${fault.name} of ${tile.camera.name}`;
  const windows = run.console.application.windows().length;
  const noteBystanders = await watchBystanders(run);
  const begunAtMs = await fault.begin(tile.camera);
  if (!fault.stopsPicture) {
    const [goesOnMs] = await timesToPicture(run.watch, [tile], begunAtMs, goesOnWithinMs);
    outcomes.note(`${name}: the picture goes on`, goesOnMs !== goesOnWithinMs);
  } else {
    await wait(faultLastsMs);
    const { kind, words } = await whatTileSays(run, tile);
    outcomes.note(`${name}: the tile says what is wrong, it says ${kind}: ${words}`, kind !== "live" && words !== "");
  }
  await fault.end(tile.camera);
  const others = run.tiles.filter((other) => other !== tile);
  if (fault.personEnters !== undefined) {
    // The hand leaves the wall: look at the others before.
    await noteBystanders(others, name, outcomes);
    await enterPassword(run.page, tile.camera.name, fault.personEnters(run.login.password));
  }
  const endedAtMs = liveClockMs();
  const [backMs = backTimeoutMs] = await timesToPicture(run.watch, [tile], endedAtMs, backTimeoutMs);
  console.log(`${name}: back ${backMs.toFixed()} ms after its end`);
  const how = fault.personEnters === undefined ? "by itself" : "once a person has entered the password";
  outcomes.note(`${name}: the tile recovers ${how}`, backMs < backTimeoutMs);
  if (fault.personEnters === undefined) await noteBystanders(others, name, outcomes);
  outcomes.note(`${name}: the windows stay`, run.console.application.windows().length === windows);
  outcomes.note(`${name}: every tile is live after it`, await becomeLive(run.page, tileCount));
  return backMs;
};

/** `--runs` faults of one camera of 16 after the other (every kind once unless told), each kind in turn, each on another tile. */
export const runCameraFaults: FaultRun = async (screen, { runs: asked, only }): Promise<Figure[]> => {
  const wanted = only.length === 0 ? cameraFaults : cameraFaults.filter(({ name }) => only.includes(name));
  if (wanted.length === 0)
    throw new CannotHave({
      zh: `没有这种摄像机故障；可选：${cameraFaults.map(({ name }) => name).join("、")}。`,
      en: `There is no such camera fault; there are ${cameraFaults.map(({ name }) => name).join(", ")}.`,
    });
  const runs = asked ?? wanted.length;
  return runWall(tileCount, screen, async (run) => {
    const outcomes = collectOutcomes(console.log);
    const backs: number[] = [];
    for (let at = 0; at < runs; at += 1) {
      const [fault, tile] = [wanted[at % wanted.length], run.tiles[(at * 5) % tileCount]];
      if (fault !== undefined && tile !== undefined) backs.push(await suffer(run, tile, fault, outcomes));
    }
    return [outcomes.figure(), beside("cameraBackP95Ms", percentile(backs, 95), "ms"), beside("faults", runs, "count")];
  });
};
