import type { Device } from "../contract/device";
import { query, type ReadableDb, type WritableDb } from "../database";
import { refusal, type Refusal } from "../domain/result";
import { isCodeTaken, siteExists } from "../sites";
import { deviceExists } from "./store";

/** Where a device stands, what it is called officially and at a keyboard; what is absent stays as it is. */
export interface Placement {
  /** Null: in no site. */
  readonly siteId?: string | null | undefined;
  /** GB/T 28181 code; null: none. */
  readonly code?: string | null | undefined;
  readonly cameraCodes?: readonly { readonly cameraId: string; readonly code: string | null }[] | undefined;
  readonly cameraNumbers?: readonly CameraNumber[] | undefined;
}

interface CameraNumber {
  readonly cameraId: string;
  readonly number: number;
}

const updateSite = query<[siteId: string | null, deviceId: string]>(
  "devices.updateSite",
  "UPDATE device SET site_id = ? WHERE id = ?",
);
const updateCode = query<[code: string | null, deviceId: string]>(
  "devices.updateCode",
  "UPDATE device SET code = ? WHERE id = ?",
);
const updateCameraCode = query<[code: string | null, cameraId: string]>(
  "devices.updateCameraCode",
  "UPDATE camera SET code = ? WHERE id = ?",
);
const cameraOfNumber = query<[number: number], { readonly id: string }>(
  "devices.cameraOfNumber",
  "SELECT id FROM camera WHERE number = ?",
);
const updateCameraNumber = query<[number: number | null, cameraId: string]>(
  "devices.updateCameraNumber",
  "UPDATE camera SET number = ? WHERE id = ?",
);

const noSuchSite = (): Refusal => refusal("notFound", "no such site", "input.siteId");

/** Why a device cannot be placed so; null when it can. Writes nothing. */
export const refusePlacement = (db: ReadableDb, device: Device, placement: Placement): Refusal | null => {
  const { siteId = null, code, cameraCodes = [], cameraNumbers = [] } = placement;
  if (siteId !== null && !siteExists(db, siteId)) return noSuchSite();
  const isForeign = ({ cameraId }: { readonly cameraId: string }): boolean =>
    device.cameras.every(({ id }) => id !== cameraId);
  if (cameraCodes.some(isForeign)) return refusal("notFound", "no such camera", "input.cameraCodes");
  if (cameraNumbers.some(isForeign)) return refusal("notFound", "no such camera", "input.cameraNumbers");
  return refuseCodes(db, device, { code, cameraCodes }) ?? refuseNumbers(db, cameraNumbers);
};

const refuseCodes = (
  db: ReadableDb,
  device: Device,
  { code, cameraCodes = [] }: Pick<Placement, "code" | "cameraCodes">,
): Refusal | null => {
  const wanted = [
    ...(code === undefined ? [] : [{ id: device.id, code, part: "input.code" }]),
    ...cameraCodes.map(({ cameraId, code: of }) => ({ id: cameraId, code: of, part: "input.cameraCodes" })),
  ];
  // Codes may change hands within one request.
  const changed = wanted.map(({ id }) => id);
  const seen = new Set<string>();
  for (const { code: of, part } of wanted) {
    if (of === null) continue;
    if (seen.has(of) || isCodeTaken(db, of, changed))
      return refusal("codeTaken", "something else is recorded under this code", part);
    seen.add(of);
  }
  return null;
};

const refuseNumbers = (db: ReadableDb, wanted: readonly CameraNumber[]): Refusal | null => {
  // Numbers, too, may change hands within one request.
  const changed = new Set(wanted.map(({ cameraId }) => cameraId));
  const isTaken = (number: number): boolean => {
    const holder = db.get(cameraOfNumber, number)?.id;
    return holder !== undefined && !changed.has(holder);
  };
  const isFree = new Set(wanted.map(({ number }) => number)).size === wanted.length;
  return isFree && !wanted.some(({ number }) => isTaken(number))
    ? null
    : refusal("numberTaken", "another camera has this number");
};

/** Writes what {@link refusePlacement} let through. */
export const recordPlacement = (db: WritableDb, deviceId: string, placement: Placement): void => {
  const { siteId, code, cameraCodes = [], cameraNumbers = [] } = placement;
  if (siteId !== undefined) db.run(updateSite, siteId, deviceId);
  if (code !== undefined) db.run(updateCode, code, deviceId);
  // First all go, or two that change places would meet on one code.
  for (const { cameraId } of cameraCodes) db.run(updateCameraCode, null, cameraId);
  for (const { cameraId, code: of } of cameraCodes) db.run(updateCameraCode, of, cameraId);
  for (const { cameraId } of cameraNumbers) db.run(updateCameraNumber, null, cameraId);
  for (const { cameraId, number } of cameraNumbers) db.run(updateCameraNumber, number, cameraId);
};

/** Puts devices into a site, or out of theirs: all of them, or none where one or the site is gone. */
export const placeDevices = (db: WritableDb, siteId: string | null, deviceIds: readonly string[]): Refusal | null => {
  if (siteId !== null && !siteExists(db, siteId)) return noSuchSite();
  if (!deviceIds.every((deviceId) => deviceExists(db, deviceId)))
    return refusal("notFound", "no such device", "input.deviceIds");
  for (const deviceId of deviceIds) db.run(updateSite, siteId, deviceId);
  return null;
};
