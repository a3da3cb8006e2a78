import type { Camera, Device } from "../../../app/contract/device";

/** One row of the camera list. A device with one camera is that camera's row; a recorder groups its channels. */
export interface CameraRow {
  readonly key: string;
  readonly name: string;
  /** Null for the row of a recorder. */
  readonly cameraId: string | null;
  readonly children: readonly CameraRow[];
}

const rowOf = (camera: Camera): CameraRow => ({ key: camera.id, name: camera.name, cameraId: camera.id, children: [] });

/** Rows whose camera, device name or host holds `text` (any case); all when it is blank. */
export const cameraRows = (devices: readonly Device[], text: string): CameraRow[] => {
  const sought = text.trim().toLowerCase();
  const holds = (value: string): boolean => value.toLowerCase().includes(sought);
  return devices.flatMap((device) => {
    const whole = holds(device.name) || holds(device.host);
    const cameras = whole ? device.cameras : device.cameras.filter((camera) => holds(camera.name));
    if (cameras.length === 0) return [];
    if (device.cameras.length === 1) return cameras.map(rowOf);
    return [{ key: device.id, name: device.name, cameraId: null, children: cameras.map(rowOf) }];
  });
};

/** Every camera of the records by its id, in the order of the records. */
export const camerasById = (devices: readonly Device[]): ReadonlyMap<string, Camera> =>
  new Map(devices.flatMap((device) => device.cameras.map((camera) => [camera.id, camera] as const)));
