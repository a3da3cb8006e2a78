import type { Device } from "../../../app/contract/device";
import type { DeviceHealth } from "../../../app/contract/health";
import type { Site } from "../../../app/contract/site";
import { failureAdvice } from "../../locales/failureSentence";
import type { Translate } from "../../locales/words";
import type { Searchable } from "../tree/treeSearch";
import { clockOffsetText } from "./clockOffset";
import { isClockOff } from "./healthFigures";
import { isRecordingWrong, recordingTrouble } from "./recordingFigures";

/** How a device stands, as the table filters it; one that is online may refuse the login all the same. */
export const rowStates = ["offline", "loginRefused", "unknown", "online"] as const;
export type RowState = (typeof rowStates)[number];

/** One device of the table with all that it is shown, filtered and sorted by. */
export interface DeviceRow {
  readonly id: string;
  readonly device: Device;
  readonly health: DeviceHealth | undefined;
  /** Null: in no site, or in one that is gone. */
  readonly site: Site | null;
  readonly state: RowState;
  /** Host, with the port where it is not the usual one. */
  readonly address: string;
  /** Maker and model; empty when it tells neither. */
  readonly model: string;
  readonly clockOffsetMs: number | null;
}

const stateOf = (health: DeviceHealth | undefined): RowState => {
  if (health?.state === "offline") return "offline";
  if ((health?.loginFailure ?? null) !== null) return "loginRefused";
  return health?.state ?? "unknown";
};

const isUsualPort = ({ kind, serviceUrl, port }: Device): boolean => {
  if (kind === "stream") return port === (serviceUrl.startsWith("rtsps:") ? 322 : 554);
  return port === (serviceUrl.startsWith("https:") ? 443 : 80);
};

/** The row that a device had last. */
const madeRows = new WeakMap<Device, DeviceRow>();

/** Where nothing of a device changed its row is the same object, and what shows it need not be drawn again. */
export const deviceRows = (
  devices: readonly Device[],
  sites: readonly Site[],
  health: Readonly<Record<string, DeviceHealth>>,
): DeviceRow[] => {
  const siteOf = new Map(sites.map((site) => [site.id, site]));
  return devices.map((device) => {
    const own = health[device.id];
    const site = siteOf.get(device.siteId ?? "") ?? null;
    const made = madeRows.get(device);
    if (made !== undefined && made.health === own && made.site === site) return made;
    const row = rowOf(device, site, own);
    madeRows.set(device, row);
    return row;
  });
};

const rowOf = (device: Device, site: Site | null, health: DeviceHealth | undefined): DeviceRow => ({
  ...{ id: device.id, device, health, site },
  state: stateOf(health),
  address: isUsualPort(device) ? device.host : `${device.host}:${String(device.port)}`,
  model: [device.manufacturer, device.model].filter((word) => word !== "").join(" "),
  clockOffsetMs: health?.clockOffsetMs ?? device.clockOffsetMs,
});

/** A row as the search reads it: its name and site in pinyin also, the rest as it is written. */
export const searchableOf = (device: Device, site: Site | undefined): Searchable => ({
  name: site === undefined ? device.name : `${device.name}\n${site.name}`,
  number: "",
  address: `${device.host}:${String(device.port)}`,
  codes: [
    ...[device.manufacturer, device.model, device.serialNumber, device.code ?? ""],
    ...device.cameras.flatMap(({ name, code }) => [name, code ?? ""]),
  ].filter((text) => text !== ""),
  parent: -1,
});

/** What is the matter with a device and what to do, the gravest first; empty when nothing is. */
export const messagesOf = (t: Translate, { device, health, clockOffsetMs }: DeviceRow): string[] => {
  if (health === undefined) return [];
  const { cause, loginFailure, recording } = health;
  const messages: string[] = [];
  if (health.state === "offline" && cause !== null) messages.push(failureAdvice(t, { kind: cause }));
  if (loginFailure !== null) messages.push(t("health.loginStopped", { why: failureAdvice(t, { kind: loginFailure }) }));
  if (recording !== null && isRecordingWrong(recording))
    messages.push(t("batch.recordingWrong", { what: recordingTrouble(t, device, recording) }));
  if (clockOffsetMs !== null && isClockOff(clockOffsetMs))
    messages.push(t("batch.clockWrong", { seconds: clockOffsetText(clockOffsetMs) }));
  return messages;
};
