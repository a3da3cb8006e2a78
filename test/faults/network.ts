import type { Page } from "@playwright/test";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { beside, type Figure } from "../bench/figures";
import { modulo, percentile } from "../bench/statistics";
import { launchConsole, makeDataFolder, removeDataFolder } from "../harness/console";
import { becomeLive, waitUntilLive } from "../harness/wallRun";
import { watchWall, type WallWatch } from "../harness/wallWatch";
import { clipRecipe } from "../simulators/camera/clipRecipe";
import { openLossyLink, type LossyLink } from "./lossyLink";
import { collectOutcomes, type Outcomes } from "./outcomes";
import type { FaultRun } from "./run";

const tileCount = 4;
const impairedForS = 30;
const cutForMs = 10_000;
const lossy = { lossShare: 0.05, delayMs: 200 };
/** A tile whose picture has not moved for so many looks, one a second, must not say `live`. */
const looksWithoutPicture = 3;
/** Two seconds to notice, and one that a picture may be late. */
const oldestLiveMs = 3_000;
const udpOnly = 2;

interface Look {
  readonly position: number;
  readonly kind: string;
  readonly words: string;
  readonly decoded: number;
}

const look = async (page: Page, watch: WallWatch): Promise<readonly Look[]> => {
  const decoded = new Map((await watch.decoded()).map(({ position, count }) => [position, count]));
  const tiles = await page.locator("[data-camera-id]").evaluateAll((all) =>
    all.map((tile) => ({
      position: Number(tile.getAttribute("data-position")),
      kind: tile.getAttribute("data-liveness") ?? "",
      words: [...tile.querySelectorAll(".tile-words, .tile-scrim")].map((one) => one.textContent).join(" "),
    })),
  );
  return tiles.map((tile) => ({ ...tile, decoded: decoded.get(tile.position) ?? 0 }));
};

/** Tiles that say `live` over a picture that has not moved in all of these looks. */
const liars = (looks: readonly (readonly Look[])[]): readonly Look[] => {
  const [newest = [], ...before] = looks.slice(-looksWithoutPicture).reverse();
  if (before.length < looksWithoutPicture - 1) return [];
  const still = ({ position, decoded }: Look): boolean =>
    before.every((tiles) => tiles.some((tile) => tile.position === position && tile.decoded === decoded));
  return newest.filter((tile) => tile.kind === "live" && still(tile));
};

/**
 * How old the pictures of these tiles are when they are shown, ms; a tile without one in two seconds is left out, and so
 * are those by UDP, whose damaged pictures tell a wrong time.
 */
const picturesAges = async (watch: WallWatch, positions: readonly number[]): Promise<readonly number[]> =>
  (await watch.see(positions))
    .filter(({ cameraNumber }) => cameraNumber > udpOnly)
    .map(({ cameraNumber, clipTimeMs, shownAtMs }) =>
      modulo(shownAtMs - clipTimeMs, clipRecipe(cameraNumber, "", "sub").loopMs),
    );

/** Looks once a second, and answers which share of what the tiles said was `live`, and how old the pictures were. */
const lookOn = async (
  page: Page,
  watch: WallWatch,
  seconds: number,
  name: string,
  outcomes: Outcomes,
): Promise<{ readonly liveShare: number; readonly ages: readonly number[] }> => {
  const ages: number[] = [];
  const looks: (readonly Look[])[] = [];
  const said = new Map<string, number>();
  for (let second = 0; second < seconds; second += 1) {
    const tiles = await look(page, watch);
    looks.push(tiles);
    for (const { kind, words } of tiles) {
      said.set(kind, (said.get(kind) ?? 0) + 1);
      outcomes.note(`${name}: a tile that is not live says why, it says ${kind}`, kind === "live" || words !== "");
    }
    const wrong = liars(looks).map(({ position }) => position);
    outcomes.note(`${name}: no tile says live over a picture that stands still: ${wrong.join(", ")}`, !wrong.length);
    const live = tiles.filter(({ kind }) => kind === "live").map(({ position }) => position);
    for (const ageMs of await picturesAges(watch, live)) {
      ages.push(ageMs);
      outcomes.note(`${name}: a live picture is at most 3 s old, it is ${ageMs.toFixed()} ms`, ageMs <= oldestLiveMs);
    }
    await wait(1_000);
  }
  const all = [...said.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${name}: ${[...said].map(([kind, count]) => `${kind} ${((count / all) * 100).toFixed()} %`).join(", ")}`,
  );
  return { liveShare: ((said.get("live") ?? 0) / all) * 100, ages };
};

/** Starts cameras inside the namespace. Resolves once they answer; answers how to stop them. */
const startCamerasInside = async (
  link: LossyLink,
  userName: string,
  passwordFile: string,
): Promise<() => Promise<void>> => {
  const simulator = ["--import", "tsx", "test/simulators/camera/run.ts", "--count", String(tileCount)];
  const settings = [
    "--udp-only",
    String(udpOnly),
    "--user",
    userName,
    "--password-file",
    passwordFile,
    "--address",
    link.farAddress,
  ];
  const [command, ...args] = link.inside([process.execPath, ...simulator, ...settings]);
  const cameras = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(cameras, "close");
  await new Promise<void>((ready, reject) => {
    createInterface(cameras.stdout).on("line", (line) => {
      if (line.startsWith("discovery: answering")) ready();
    });
    cameras.once("close", () => {
      reject(new Error("the cameras ended before they answered"));
    });
  });
  return async () => {
    cameras.kill("SIGTERM");
    await gone;
  };
};

/** How long until every tile is live again, ms; noted as not held when it takes over a minute. */
const recover = async (page: Page, name: string, outcomes: Outcomes): Promise<number> => {
  const sinceMs = performance.now();
  outcomes.note(`${name}: every tile is live after it`, await becomeLive(page, tileCount));
  const tookMs = performance.now() - sinceMs;
  console.log(`${name}: all live ${tookMs.toFixed()} ms after its end`);
  return tookMs;
};

/**
 * Four cameras, two of them by UDP, behind a link: 5 % of their packets are lost and all are 200 ms late; then the link is gone, and back.
 * What the tiles say has to be true all the while, and every picture has to come back without a hand.
 */
export const runNetworkFaults: FaultRun = async (screen): Promise<Figure[]> => {
  const link = await openLossyLink();
  const dataFolder = makeDataFolder();
  const passwordFile = join(tmpdir(), `zhishou-network-${String(process.pid)}`);
  const login = { userName: "faults", password: randomBytes(12).toString("base64url") };
  writeFileSync(passwordFile, login.password, { mode: 0o600 });
  try {
    const stopCameras = await startCamerasInside(link, login.userName, passwordFile);
    const demonstration = { ...login, cameraCount: tileCount, interfaceAddress: link.nearAddress };
    const { page, close } = await launchConsole({ dataFolder, demonstration, screen });
    try {
      await waitUntilLive(page, tileCount);
      const outcomes = collectOutcomes(console.log);
      const watch = await watchWall(page);
      link.impair(lossy);
      const { liveShare, ages } = await lookOn(page, watch, impairedForS, "5 % lost, 200 ms late", outcomes);
      link.impair({ lossShare: 0, delayMs: 0 });
      const afterLossMs = await recover(page, "5 % lost, 200 ms late", outcomes);
      link.cut(true);
      await lookOn(page, watch, cutForMs / 1_000, "link gone", outcomes);
      const during = await look(page, watch);
      outcomes.note(
        "link gone: no tile says live",
        during.every(({ kind }) => kind !== "live"),
      );
      link.cut(false);
      const afterCutMs = await recover(page, "link gone", outcomes);
      return [
        outcomes.figure(),
        beside("liveUnderLoss", liveShare, "%"),
        beside("pictureAgeUnderLossP95Ms", percentile(ages, 95), "ms"),
        beside("backAfterLossMs", afterLossMs, "ms"),
        beside("backAfterCutMs", afterCutMs, "ms"),
      ];
    } finally {
      await close();
      await stopCameras();
    }
  } finally {
    rmSync(passwordFile, { force: true });
    removeDataFolder(dataFolder);
    await link.close();
  }
};
