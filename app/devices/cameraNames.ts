import { printable } from "./onvif/scopes";

/** As in the schema. */
export const maxNameLength = 100;

/** The first name that is not blank. */
export const firstName = (...candidates: readonly string[]): string =>
  candidates.map((candidate) => printable(candidate, maxNameLength)).find((candidate) => candidate !== "") ?? "?";

/** A channel's name where the device tells none: that of the device, numbered where it has several. */
export const channelName = (deviceName: string, channel: number, several: boolean): string =>
  several ? `${printable(deviceName, maxNameLength - 4)} ${channel}` : deviceName;
