import type { Device, DeviceKind, StreamQuality, StreamTransport } from "../contract/device";
import { query, type ReadableDb, type WritableDb } from "../database";
import type { NewCamera } from "./survey";

/** The records of devices, cameras and streams: what writes them, and what opens them. Reading is deviceRecords.ts. */

/** With TLS the URL says how its pictures travel. */
type RecordedTransport = Exclude<StreamTransport, "tls">;

const recordedTransport = (transport: StreamTransport): [RecordedTransport, secureStreams: 0 | 1] =>
  transport === "tls" ? ["auto", 1] : [transport, 0];

const byServiceUrl = query<[serviceUrl: string], { readonly id: string }>(
  "devices.byServiceUrl",
  "SELECT id FROM device WHERE service_url = ?",
);
const insertDevice = query<
  [
    id: string,
    kind: DeviceKind,
    name: string,
    host: string,
    port: number,
    serviceUrl: string,
    userName: string,
    password: string,
    transport: RecordedTransport,
    secureStreams: 0 | 1,
    certificateSha256: string | null,
    manufacturer: string,
    model: string,
    firmwareVersion: string,
    serialNumber: string,
    clockOffsetMs: number | null,
    addedAtUtcMs: number,
  ]
>(
  "devices.insert",
  `INSERT INTO device (id, kind, name, host, port, service_url, user_name, password, transport, secure_streams,
                       certificate_sha256, manufacturer, model,
                       firmware_version, serial_number, clock_offset_ms, added_at_utc_ms)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);
const updateDevice = query<
  [
    name: string,
    host: string,
    port: number,
    serviceUrl: string,
    userName: string,
    password: string,
    transport: RecordedTransport,
    secureStreams: 0 | 1,
    certificateSha256: string | null,
    manufacturer: string,
    model: string,
    firmwareVersion: string,
    serialNumber: string,
    clockOffsetMs: number | null,
    id: string,
  ]
>(
  "devices.update",
  `UPDATE device SET name = ?, host = ?, port = ?, service_url = ?, user_name = ?, password = ?, transport = ?,
                     secure_streams = ?, certificate_sha256 = ?,
                     manufacturer = ?, model = ?, firmware_version = ?, serial_number = ?, clock_offset_ms = ?
    WHERE id = ?`,
);
const insertCamera = query<[id: string, deviceId: string, channel: number, name: string, sourceToken: string]>(
  "devices.insertCamera",
  "INSERT INTO camera (id, device_id, channel, name, source_token) VALUES (?, ?, ?, ?, ?)",
);
const insertStream = query<
  [
    cameraId: string,
    quality: StreamQuality,
    profileToken: string,
    encoding: string,
    widthPx: number,
    heightPx: number,
    frameRate: number,
    streamUrl: string,
    snapshotUrl: string | null,
  ]
>(
  "devices.insertStream",
  `INSERT INTO camera_stream (camera_id, quality, profile_token, encoding, width_px, height_px, frame_rate,
                              stream_url, snapshot_url)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);
const updateCertificate = query<[sha256: string, deviceId: string]>(
  "devices.updateCertificate",
  "UPDATE device SET certificate_sha256 = ? WHERE id = ?",
);
const firstCertificate = query<[sha256: string, deviceId: string]>(
  "devices.firstCertificate",
  "UPDATE device SET certificate_sha256 = ? WHERE id = ? AND certificate_sha256 IS NULL",
);
const deleteCamera = query<[cameraId: string]>("devices.deleteCamera", "DELETE FROM camera WHERE id = ?");
const renameCamera = query<[name: string, cameraId: string]>(
  "devices.renameCamera",
  "UPDATE camera SET name = ? WHERE id = ?",
);
const deleteStreams = query<[cameraId: string]>(
  "devices.deleteStreams",
  "DELETE FROM camera_stream WHERE camera_id = ?",
);
const deleteDevice = query<[deviceId: string]>("devices.delete", "DELETE FROM device WHERE id = ?");

/** A camera's stream with what opens it. Leaves the station only towards media. */
export interface SourceRow {
  readonly device_id: string;
  readonly transport: RecordedTransport;
  readonly certificate_sha256: string | null;
  readonly quality: StreamQuality;
  readonly stream_url: string;
  readonly user_name: string;
  readonly password: string;
}

const deviceOfId = query<[deviceId: string], { readonly id: string }>(
  "devices.ofId",
  "SELECT id FROM device WHERE id = ?",
);
const passwordOfDevice = query<[deviceId: string], { readonly password: string }>(
  "devices.password",
  "SELECT password FROM device WHERE id = ?",
);
const sourcesOfCamera = query<[cameraId: string], SourceRow>(
  "devices.sourcesOfCamera",
  `SELECT camera.device_id, device.transport, device.certificate_sha256, camera_stream.quality, camera_stream.stream_url, device.user_name,
          device.password
     FROM camera_stream
     JOIN camera ON camera.id = camera_stream.camera_id
     JOIN device ON device.id = camera.device_id
    WHERE camera_stream.camera_id = ?`,
);

/** Whether a device, other than the one named, is recorded under this URL. */
export const hasServiceUrl = (db: ReadableDb, serviceUrl: string, otherThanId = ""): boolean => {
  const found = db.get(byServiceUrl, serviceUrl);
  return found !== undefined && found.id !== otherThanId;
};

export const deviceExists = (db: ReadableDb, deviceId: string): boolean => db.get(deviceOfId, deviceId) !== undefined;

export const readPassword = (db: ReadableDb, deviceId: string): string =>
  db.get(passwordOfDevice, deviceId)?.password ?? "";

export const readSources = (db: ReadableDb, cameraId: string): SourceRow[] => db.all(sourcesOfCamera, cameraId);

/** A device about to be recorded; `password` goes into the encrypted file and nowhere else. */
export interface NewDevice extends Omit<Device, "cameras" | "siteId" | "code"> {
  readonly password: string;
  readonly cameras: readonly NewCamera[];
}

/** Records a device, its cameras (channels counted from 1 in their order) and their streams. */
export const insertNewDevice = (db: WritableDb, device: NewDevice): void => {
  db.run(
    insertDevice,
    device.id,
    device.kind,
    device.name,
    device.host,
    device.port,
    device.serviceUrl,
    device.userName,
    device.password,
    ...recordedTransport(device.transport),
    device.certificateSha256,
    device.manufacturer,
    device.model,
    device.firmwareVersion,
    device.serialNumber,
    device.clockOffsetMs,
    device.addedAtUtcMs,
  );
  for (const [index, camera] of device.cameras.entries()) recordCamera(db, device.id, index + 1, camera);
};

const recordCamera = (db: WritableDb, deviceId: string, channel: number, camera: NewCamera): void => {
  db.run(insertCamera, camera.id, deviceId, channel, camera.name, camera.sourceToken);
  recordStreams(db, camera);
};

const recordStreams = (db: WritableDb, { id, streams }: NewCamera): void => {
  for (const stream of streams) {
    const { quality, profileToken, encoding, widthPx, heightPx, frameRate, streamUrl, snapshotUrl } = stream;
    db.run(insertStream, id, quality, profileToken, encoding, widthPx, heightPx, frameRate, streamUrl, snapshotUrl);
  }
};

/** Writes what a device has become, its cameras left alone. */
export const updateDeviceRecord = (db: WritableDb, device: Omit<NewDevice, "cameras">): void => {
  db.run(
    updateDevice,
    device.name,
    device.host,
    device.port,
    device.serviceUrl,
    device.userName,
    device.password,
    ...recordedTransport(device.transport),
    device.certificateSha256,
    device.manufacturer,
    device.model,
    device.firmwareVersion,
    device.serialNumber,
    device.clockOffsetMs,
    device.id,
  );
};

/** Puts a certificate in the place of the one before; false when there is no such device. */
export const setCertificate = (db: WritableDb, deviceId: string, sha256: string): boolean =>
  db.run(updateCertificate, sha256, deviceId).changes > 0;

/** Keeps the first certificate of a device; false when it has one already, or is gone. */
export const noteFirstCertificate = (db: WritableDb, deviceId: string, sha256: string): boolean =>
  db.run(firstCertificate, sha256, deviceId).changes > 0;

export const renameCameraById = (db: WritableDb, cameraId: string, name: string): void => {
  db.run(renameCamera, name, cameraId);
};

/**
 * Puts what a device shows now in the place of what is recorded: a camera whose id is known keeps channel and name and
 * gets its streams anew, one that is gone is removed, a new one takes the next free channel.
 */
export const replaceCameras = (db: WritableDb, recorded: Device, cameras: readonly NewCamera[]): void => {
  const kept = new Set(cameras.map(({ id }) => id));
  const known = new Set(recorded.cameras.map(({ id }) => id));
  let lastChannel = 0;
  for (const { id, channel } of recorded.cameras) {
    if (kept.has(id)) lastChannel = Math.max(lastChannel, channel);
    else db.run(deleteCamera, id);
  }
  for (const camera of cameras) {
    if (known.has(camera.id)) {
      db.run(deleteStreams, camera.id);
      recordStreams(db, camera);
    } else {
      lastChannel += 1;
      recordCamera(db, recorded.id, lastChannel, camera);
    }
  }
};

/** Removes a device with its cameras and streams; false when there is none. */
export const deleteDeviceById = (db: WritableDb, deviceId: string): boolean =>
  db.run(deleteDevice, deviceId).changes > 0;
