import type { NewDevice } from "../../app/devices/store";
import { insertNewDevice } from "../../app/devices/store";
import { fillDatabase } from "../bench/scratchDatabase";

const places = ["田镇街道·街口", "高城镇·卫生院", "花沟镇·中心小学", "常家镇·加油站", "木李镇·水闸"] as const;
const makers = ["Simulated", "Hikang", "Dashi"] as const;

const oneOfMany = (at: number): NewDevice => {
  // Nothing answers there.
  const host = `127.99.${String(at >> 8)}.${String(at & 255)}`;
  const name = `${places[at % places.length] ?? ""} ${String(at + 1)}`;
  const stream = { profileToken: "sub", encoding: "H264", widthPx: 640, heightPx: 360, frameRate: 15 };
  return {
    ...{ id: `device-${String(at)}`, kind: "onvif", name, host, port: 80, transport: "auto" },
    serviceUrl: `http://${host}/onvif/device_service`,
    ...{ userName: "duty", password: "x", certificateSha256: null, clockOffsetMs: 0, addedAtUtcMs: at },
    ...{ manufacturer: makers[at % makers.length] ?? "", model: `M-${String(at % 7)}` },
    ...{ firmwareVersion: "1.0", serialNumber: `SN${String(100_000 + at)}` },
    cameras: [
      {
        ...{ id: `camera-${String(at)}`, name, sourceToken: "source" },
        streams: [{ ...stream, quality: "sub", streamUrl: `rtsp://${host}/sub`, snapshotUrl: null }],
      },
    ],
  };
};

/** Records so many devices, none of which is there, before the program starts. */
export const recordManyDevices = (dataFolder: string, count: number): Promise<void> =>
  fillDatabase(dataFolder, (db) => {
    for (let at = 0; at < count; at += 1) insertNewDevice(db, oneOfMany(at));
  });
