import { randomUUID } from "node:crypto";
import { query } from "../../app/database";
import { readProvided } from "../../native/runtime/provided.mjs";
import { launchConsole, makeDataFolder, removeDataFolder } from "../harness/console";
import { startCameras } from "../simulators/camera";
import { beside, figure, type Figure } from "./figures";
import { startMpvWall } from "./mpv";
import type { Bench } from "./run";
import { fillDatabase } from "./scratchDatabase";
import { median } from "./statistics";

const deviceCount = 5_000;
const auditCount = 100_000;
const startCount = 5;

const insertDevice = query<[id: string, name: string, host: string, serviceUrl: string]>(
  "bench.insertDevice",
  `INSERT INTO device (id, name, host, port, service_url, user_name, password, manufacturer, model,
                       firmware_version, serial_number, clock_offset_ms, added_at_utc_ms)
   VALUES (?, ?, ?, 80, ?, 'duty', 'x', 'Simulated', 'SIM-1080', '1.0', '0', 0, 0)`,
);
const insertCamera = query<[id: string, deviceId: string, name: string]>(
  "bench.insertCamera",
  `INSERT INTO camera (id, device_id, channel, name, source_token) VALUES (?, ?, 1, ?, 'source')`,
);
const insertStream = query<[cameraId: string, url: string]>(
  "bench.insertStream",
  `INSERT INTO camera_stream VALUES (?, 'sub', 'sub', 'H264', 640, 360, 15, ?, NULL)`,
);
const insertAudit = query<[atUtcMs: number]>(
  "bench.insertAudit",
  `INSERT INTO audit (at_utc_ms, operator_id, window_name, request, outcome, details)
   VALUES (?, 'operator-1', 'wall-1', 'streams.open', 'done', '{}')`,
);

/** A data folder as a county has it after a year: devices of ten towns, and the traces of what was looked at. */
const fill = async (dataFolder: string): Promise<void> => {
  await fillDatabase(dataFolder, (db) => {
    for (let at = 0; at < deviceCount; at += 1) {
      const [deviceId, cameraId] = [randomUUID(), randomUUID()];
      const host = `127.99.${String(at >> 8)}.${String(at & 255)}`;
      db.run(insertDevice, deviceId, `设备 ${String(at)}`, host, `http://${host}/onvif/device_service`);
      db.run(insertCamera, cameraId, deviceId, `田镇街道 ${String(at)} 号`);
      db.run(insertStream, cameraId, `rtsp://${host}/sub`);
    }
    for (let at = 0; at < auditCount; at += 1) db.run(insertAudit, at);
  });
};

const oneStart = async (dataFolder: string, screen: Readonly<Record<string, string>>): Promise<number> => {
  const startedAtMs = performance.now();
  const settings = { userName: "", password: "", cameraCount: 0, interfaceAddress: "127.0.0.1" };
  const program = await launchConsole({ dataFolder, screen, demonstration: settings });
  await program.page.getByText("田镇街道", { exact: false }).first().waitFor();
  await program.page.locator("[data-position]").first().waitFor();
  const tookMs = performance.now() - startedAtMs;
  await program.close();
  return tookMs;
};

/** How long mpv takes from its start to one picture, for comparison: it has no records to read and one camera to open. */
const mpvStart = async (screen: Readonly<Record<string, string>>): Promise<number> => {
  const ffmpegPath = readProvided().ffmpeg.path;
  const started = await startCameras({ cameras: 1, userName: "", password: null, ffmpegPath });
  const startedAtMs = performance.now();
  const mpv = await startMpvWall(
    started.cameras.map(({ rtspUrl }) => rtspUrl.sub),
    1,
    screen,
  );
  const tookMs = performance.now() - startedAtMs;
  await mpv.stop();
  await started.stop();
  return tookMs;
};

/**
 * Figure `startToUsableMs`: from the start of the program to a wall whose cameras can be chosen, the median of five.
 * Alarms come with their own issue; until then 100,000 audit rows give the file its weight.
 */
export const measureStart: Bench = async (screen): Promise<Figure[]> => {
  const dataFolder = makeDataFolder();
  try {
    await fill(dataFolder);
    const starts: number[] = [];
    const peers: number[] = [];
    for (let run = 0; run < startCount; run += 1) {
      starts.push(await oneStart(dataFolder, screen));
      peers.push(await mpvStart(screen));
    }
    return [
      figure("startToUsableMs", median(starts)),
      beside("slowestStartMs", Math.max(...starts), "ms"),
      beside("mpvStartToPictureMs", median(peers), "ms"),
    ];
  } finally {
    removeDataFolder(dataFolder);
  }
};
