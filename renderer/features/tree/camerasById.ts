import type { Camera, Device } from "../../../app/contract/device";

/** Every camera of the records by its id, in the order of the records. */
export const camerasById = (devices: readonly Device[]): ReadonlyMap<string, Camera> =>
  new Map(devices.flatMap((device) => device.cameras.map((camera) => [camera.id, camera] as const)));
