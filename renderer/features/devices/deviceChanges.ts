import type { Device, StreamTransport } from "../../../app/contract/device";
import type { InputOf } from "../../../app/contract/requests";
import { placementChangesOf, type PlacementFields } from "./placementChanges";

/** What the form of a recorded device holds. */
export interface DeviceFields extends PlacementFields {
  readonly name: string;
  readonly address: string;
  /** Of a plain stream; empty for none. */
  readonly subUrl?: string;
  readonly userName: string;
  readonly password?: string;
  readonly transport: StreamTransport;
}

/** What differs from the record; a password only when one was entered, for the stored one is never shown. */
export const changesOf = (device: Device, fields: DeviceFields): InputOf<"devices.change"> => {
  const name = fields.name.trim();
  const address = fields.address.trim();
  const subUrl = fields.subUrl?.trim() ?? "";
  const { userName, password = "", transport } = fields;
  return {
    deviceId: device.id,
    ...(name === device.name ? {} : { name }),
    ...(address === device.serviceUrl ? {} : { address }),
    ...(subUrl === (device.subUrl ?? "") ? {} : { subUrl }),
    ...(userName === device.userName ? {} : { userName }),
    ...(password === "" ? {} : { password }),
    ...(transport === device.transport ? {} : { transport }),
    ...placementChangesOf(device, fields),
  };
};
