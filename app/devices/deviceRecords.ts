import type { Device, DeviceKind, StreamQuality, StreamTransport } from "../contract/device";
import { query, type ReadableDb } from "../database";

/** Devices as the contract has them, but with whole URLs. Never selects the password. */

interface DeviceRow {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly service_url: string;
  readonly user_name: string;
  readonly transport: StreamTransport;
  readonly secure_streams: 0 | 1;
  readonly certificate_sha256: string | null;
  readonly manufacturer: string;
  readonly model: string;
  readonly firmware_version: string;
  readonly serial_number: string;
  readonly clock_offset_ms: number | null;
  readonly added_at_utc_ms: number;
  readonly site_id: string | null;
  readonly code: string | null;
}

interface CameraRow {
  readonly id: string;
  readonly device_id: string;
  readonly number: number;
  readonly channel: number;
  readonly name: string;
  readonly source_token: string;
  readonly code: string | null;
}

interface StreamRow {
  readonly camera_id: string;
  readonly quality: StreamQuality;
  readonly profile_token: string;
  readonly encoding: string;
  readonly width_px: number;
  readonly height_px: number;
  readonly frame_rate: number;
  readonly stream_url: string;
}

const deviceColumns = `id, kind, name, host, port, service_url, user_name, transport, secure_streams, certificate_sha256, manufacturer,
          model, firmware_version, serial_number, clock_offset_ms, added_at_utc_ms, site_id, code`;
const cameraColumns = "camera.id, device_id, number, channel, name, source_token, code";
const streamColumns = "camera_id, quality, profile_token, encoding, width_px, height_px, frame_rate, stream_url";

const allDevices = query<[], DeviceRow>(
  "devices.all",
  `SELECT ${deviceColumns} FROM device ORDER BY added_at_utc_ms, id`,
);
const allCameras = query<[], CameraRow>(
  "devices.allCameras",
  `SELECT ${cameraColumns} FROM camera ORDER BY device_id, channel`,
);
const allStreams = query<[], StreamRow>(
  "devices.allStreams",
  `SELECT ${streamColumns} FROM camera_stream ORDER BY camera_id, quality`,
);
const oneDevice = query<[deviceId: string], DeviceRow>(
  "devices.one",
  `SELECT ${deviceColumns} FROM device WHERE id = ?`,
);
const camerasOfDevice = query<[deviceId: string], CameraRow>(
  "devices.cameras",
  `SELECT ${cameraColumns} FROM camera WHERE device_id = ? ORDER BY channel`,
);
const streamsOfDevice = query<[deviceId: string], StreamRow>(
  "devices.streams",
  `SELECT ${streamColumns} FROM camera_stream JOIN camera ON camera.id = camera_id
    WHERE device_id = ? ORDER BY camera_id, quality`,
);

const groupBy = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
};

const subUrlOf = (
  deviceId: string,
  cameras: ReadonlyMap<string, CameraRow[]>,
  streams: ReadonlyMap<string, StreamRow[]>,
): Pick<Device, "subUrl"> => {
  const [camera] = cameras.get(deviceId) ?? [];
  const sub = camera && streams.get(camera.id)?.find(({ quality }) => quality === "sub");
  return sub === undefined ? {} : { subUrl: sub.stream_url };
};

/** Puts rows together; the cameras and streams are those of these devices. */
const assemble = (
  devices: readonly DeviceRow[],
  cameraRows: readonly CameraRow[],
  streamRows: readonly StreamRow[],
): Device[] => {
  const streams = groupBy(streamRows, (stream) => stream.camera_id);
  const cameras = groupBy(cameraRows, (camera) => camera.device_id);
  return devices.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    host: row.host,
    port: row.port,
    serviceUrl: row.service_url,
    userName: row.user_name,
    transport: row.secure_streams === 1 ? "tls" : row.transport,
    certificateSha256: row.certificate_sha256,
    manufacturer: row.manufacturer,
    model: row.model,
    firmwareVersion: row.firmware_version,
    serialNumber: row.serial_number,
    clockOffsetMs: row.clock_offset_ms,
    addedAtUtcMs: row.added_at_utc_ms,
    ...(row.kind === "stream" ? subUrlOf(row.id, cameras, streams) : {}),
    siteId: row.site_id,
    code: row.code,
    cameras: (cameras.get(row.id) ?? []).map((camera) => ({
      id: camera.id,
      deviceId: row.id,
      number: camera.number,
      name: camera.name,
      channel: camera.channel,
      sourceToken: camera.source_token,
      code: camera.code,
      profiles: (streams.get(camera.id) ?? []).map((stream) => ({
        quality: stream.quality,
        profileToken: stream.profile_token,
        encoding: stream.encoding,
        widthPx: stream.width_px,
        heightPx: stream.height_px,
        frameRate: stream.frame_rate,
      })),
    })),
  }));
};

/** All devices with their cameras, oldest record first. */
export const readDevices = (db: ReadableDb): Device[] =>
  assemble(db.all(allDevices), db.all(allCameras), db.all(allStreams));

/** One device with its cameras. */
export const readDevice = (db: ReadableDb, deviceId: string): Device | undefined => {
  const row = db.get(oneDevice, deviceId);
  return row && assemble([row], db.all(camerasOfDevice, deviceId), db.all(streamsOfDevice, deviceId))[0];
};
