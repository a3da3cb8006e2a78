import { randomUUID } from "node:crypto";
import { query } from "../../app/database";
import county from "../../resources/county/towns.json";
import type { SimulatedCamera } from "../simulators/camera";
import { fillDatabase } from "./scratchDatabase";

/** A county on disk: some cameras that run, and thousands of devices that nobody reaches. */

const siteCount = 400;
const deviceCount = 5_000;
const channelsOfRecorder = 5;
/** So many of the devices are recorders that the county has 8,000 channels. */
const recorderCount = 750;

const insertSite = query<[id: string, name: string, town: string]>(
  "bench.insertSite",
  "INSERT INTO site (id, name, town, category, added_at_utc_ms) VALUES (?, ?, ?, 'village', 0)",
);
const insertDevice = query<
  [
    id: string,
    name: string,
    host: string,
    port: number,
    serviceUrl: string,
    userName: string,
    password: string,
    addedAtUtcMs: number,
    siteId: string | null,
  ]
>(
  "bench.insertCountyDevice",
  `INSERT INTO device (id, name, host, port, service_url, user_name, password, manufacturer, model, firmware_version,
                       serial_number, clock_offset_ms, added_at_utc_ms, site_id)
   VALUES (?, ?, ?, ?, ?, ?, ?, 'Simulated', 'SIM-1080', '1.0', '0', 0, ?, ?)`,
);
const insertCamera = query<[id: string, deviceId: string, channel: number, name: string, token: string]>(
  "bench.insertCountyCamera",
  "INSERT INTO camera (id, device_id, channel, name, source_token) VALUES (?, ?, ?, ?, ?)",
);
const insertStream = query<[cameraId: string, url: string]>(
  "bench.insertCountyStream",
  "INSERT INTO camera_stream VALUES (?, 'sub', 'Profile_sub', 'H264', 640, 360, 15, ?, NULL)",
);

const surnames = ["张", "王", "李", "赵", "孙", "马", "朱", "高", "郑", "于", "段", "孟", "翟", "魏", "樊", "曹"];
const settlements = ["家村", "官庄", "家庄", "家桥", "家寨", "坊社区", "楼村", "园小区", "庙村", "家集"];
const places = [
  "东门路口",
  "西口",
  "文化广场",
  "卫生院前",
  "小学门口",
  "停车场入口",
  "南街",
  "渡口",
  "粮站北侧",
  "后巷",
];

/** One of a list, by any number. */
const oneOf = (list: readonly string[], at: number): string => list[at % list.length] ?? "";

/**
 * Fills a data folder before its first start. The live cameras come first, so that the wall takes them by itself. The
 * others stand at loopback addresses where nothing listens: each try to ask how they are is refused at once.
 */
export const fillCounty = (
  dataFolder: string,
  live: readonly SimulatedCamera[],
  login: { readonly userName: string; readonly password: string },
): Promise<void> =>
  fillDatabase(dataFolder, (db) => {
    for (const camera of live) {
      const [deviceId, cameraId] = [randomUUID(), randomUUID()];
      const { serviceUrl, httpPort, name } = camera;
      const { userName, password } = login;
      db.run(insertDevice, deviceId, name, "127.0.0.1", httpPort, serviceUrl, userName, password, 0, null);
      db.run(insertCamera, cameraId, deviceId, 1, name, "source");
      db.run(insertStream, cameraId, camera.rtspUrl.sub);
    }
    const sites = Array.from({ length: siteCount }, (_, at) => {
      const town = county.towns[at % county.towns.length]?.id ?? "";
      const round = Math.floor(at / (surnames.length * settlements.length));
      const name = `${oneOf(surnames, at)}${oneOf(settlements, Math.floor(at / surnames.length))}`;
      const site = { id: randomUUID(), name: round === 0 ? name : `${name} ${String(round + 1)}` };
      db.run(insertSite, site.id, site.name, town);
      return site;
    });
    for (let at = 0; at < deviceCount; at += 1) {
      const site = sites[at % siteCount];
      const isRecorder = at < recorderCount;
      const deviceId = randomUUID();
      const host = `127.99.${String(at >> 8)}.${String(at & 255)}`;
      const url = `http://${host}/onvif/device_service`;
      const name = `${site?.name ?? ""}·${oneOf(places, at * 7)}`;
      db.run(
        insertDevice,
        deviceId,
        isRecorder ? `${name}录像机` : name,
        host,
        80,
        url,
        "duty",
        "x",
        1,
        site?.id ?? null,
      );
      for (let channel = 1; channel <= (isRecorder ? channelsOfRecorder : 1); channel += 1) {
        const cameraId = randomUUID();
        db.run(insertCamera, cameraId, deviceId, channel, `${name} ${String(channel)}`, `source${String(channel)}`);
        db.run(insertStream, cameraId, `rtsp://${host}/sub/${String(channel)}`);
      }
    }
  });
