import type { Device } from "../../../app/contract/device";
import type { InputOf } from "../../../app/contract/requests";

/** What the form of a device holds of its place, codes and camera numbers; what is not shown is absent. */
export interface PlacementFields {
  readonly siteId?: string | null;
  readonly code?: string;
  /** By camera. */
  readonly cameraCodes?: Readonly<Record<string, string | undefined>>;
  /** By camera. */
  readonly cameraNumbers?: Readonly<Record<string, number | null | undefined>>;
}

/** A code as the contract wants it: without blanks, null for none. */
export const codeOf = (typed: string): string | null => {
  const code = typed.replace(/\s/g, "");
  return code === "" ? null : code;
};

/** What differs from the record. */
export const placementChangesOf = (
  device: Device,
  { siteId, code, cameraCodes, cameraNumbers }: PlacementFields,
): Pick<InputOf<"devices.change">, "siteId" | "code" | "cameraCodes" | "cameraNumbers"> => {
  const changedCodes = device.cameras.flatMap((camera) => {
    const typed = cameraCodes?.[camera.id];
    return typed === undefined || codeOf(typed) === camera.code ? [] : [{ cameraId: camera.id, code: codeOf(typed) }];
  });
  const changedNumbers = device.cameras.flatMap(({ id, number: before }) => {
    const number = cameraNumbers?.[id] ?? before;
    return number === before ? [] : [{ cameraId: id, number }];
  });
  return {
    ...(siteId === undefined || siteId === device.siteId ? {} : { siteId }),
    ...(code === undefined || codeOf(code) === device.code ? {} : { code: codeOf(code) }),
    ...(changedCodes.length === 0 ? {} : { cameraCodes: changedCodes }),
    ...(changedNumbers.length === 0 ? {} : { cameraNumbers: changedNumbers }),
  };
};
