import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { systemClock } from "../../app/base/clock";
import { silentLog } from "../../app/base/log";
import { startStation, type Station } from "../../app/station";
import { createMedia } from "../../native/media/media";
import { testKey, testOpenSqlite, testStartCopy } from "../app/database/testDatabase";
import { ffmpegPath } from "./ffmpegTool";
import { portPair } from "./portPair";
import { stationClient, type StationClient } from "./stationClient";

/** The real station on a scratch folder, and one window of it; both end with the test. */
export interface RunningStation {
  readonly station: Station;
  readonly client: StationClient;
  /** A real media process's inside, connected. Answers how to end it. */
  startMedia(): () => Promise<void>;
}

export const openStation = async (): Promise<RunningStation> => {
  const folder = mkdtempSync(join(tmpdir(), "zhishou-station-"));
  const started = await startStation(
    {
      databaseFile: join(folder, "zhishou.db"),
      backupFolder: join(folder, "backups"),
      snapshotFolder: join(folder, "snapshots"),
      snapshotChoiceFile: join(folder, "snapshot-folder.json"),
      key: testKey,
      programVersion: "0.0.0",
      recovery: null,
      demonstration: null,
    },
    { openSqlite: testOpenSqlite, startCopy: testStartCopy, clock: systemClock, log: silentLog },
  );
  if (!started.ok) throw new Error(started.error.detail);
  const station = started.value;
  const [stationEnd, windowEnd] = portPair();
  station.connectWindow(stationEnd, "wall-1");
  const client = stationClient(windowEnd);
  onTestFinished(() => {
    client.close();
    station.close();
    rmSync(folder, { recursive: true });
  });
  return {
    station,
    client,
    startMedia: () => {
      const media = createMedia({ ffmpegPath, clock: systemClock, log: silentLog, lingerMs: 0 });
      const [forStation, forMedia] = portPair();
      media.connectStation(forMedia);
      station.connectMedia(forStation);
      return async () => {
        forMedia.close();
        await media.close();
      };
    },
  };
};
