import type { Device, StreamTransport } from "../contract/device";
import type { Credential } from "../contract/media";
import type { Database, WritableDb } from "../database";
import { withMaskedPasswords } from "../domain/maskedUrl";
import { refusal, success, type Result } from "../domain/result";
import { channelName, firstName } from "./cameraNames";
import { planPlainStream, type RecordedUrls } from "./changePlainStream";
import { parseDeviceAddress } from "./onvif/address";
import { readDevice } from "./deviceRecords";
import { recordPlacement, refusePlacement, type Placement } from "./placement";
import {
  hasServiceUrl,
  readPassword,
  readSources,
  renameCameraById,
  replaceCameras,
  setCertificate,
  updateDeviceRecord,
  type NewDevice,
} from "./store";
import type { DescribeSource } from "./streamProbe";
import { newCameras, type AskDevice, type NewCamera } from "./survey";

/** As `devices.change` of the contract: what is absent stays as it is. */
export interface DeviceChange extends Placement {
  readonly deviceId: string;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly subUrl?: string | undefined;
  readonly evenIfAbsent?: boolean | undefined;
  readonly userName?: string | undefined;
  readonly password?: string | undefined;
  readonly transport?: StreamTransport | undefined;
}

export interface ChangeParts {
  readonly database: Database;
  readonly id: () => string;
  readonly ask: AskDevice;
  readonly describe: DescribeSource;
}

/** What the record will say; `cameras` is null where they stay as they are. */
export interface ChangePlan {
  readonly device: Omit<NewDevice, "cameras">;
  readonly cameras: readonly NewCamera[] | null;
}

/**
 * Changes a device's record. A new address or login is tried on the device before anything is written, so that a
 * refused password never takes the place of a good one. Answers whether its streams have to be opened again.
 */
export const changeDevice = async (
  { database, id, ask, describe }: ChangeParts,
  input: DeviceChange,
  audit: (db: WritableDb) => void,
): Promise<Result<{ readonly reopens: boolean }>> => {
  const read = (): Device | undefined => database.read((db) => readDevice(db, input.deviceId));
  const gone = refusal("notFound", "no such device", "input.deviceId");
  const recorded = read();
  if (recorded === undefined) return gone;
  const recordedLogin = {
    userName: recorded.userName,
    password: database.read((db) => readPassword(db, recorded.id)),
  };
  const base = {
    ...recorded,
    recordedLogin,
    secured: recorded.transport === "tls",
    name: firstName(input.name ?? "", recorded.name),
    transport: input.transport ?? recorded.transport,
    userName: input.userName ?? recorded.userName,
    password: input.password ?? recordedLogin.password,
  };
  const plan =
    recorded.kind === "onvif"
      ? await planOnvif(base, input, { id, ask })
      : await planPlainStream(base, input, readUrls(database, recorded), describe);
  if (!plan.ok) return plan;
  const { device, cameras } = plan.value;

  const written = database.write((db): Result<Record<string, never>> => {
    // The device was being asked meanwhile: its record may have gone, or another may stand at the new address.
    const before = readDevice(db, device.id);
    if (before === undefined) return gone;
    if (hasServiceUrl(db, device.serviceUrl, device.id))
      return refusal("alreadyExists", withMaskedPasswords(device.serviceUrl), "input.address");
    const refused = refusePlacement(db, before, input);
    if (refused !== null) return refused;
    updateDeviceRecord(db, device);
    recordPlacement(db, device.id, input);
    renameCameras(db, before, device.name);
    if (cameras !== null) replaceCameras(db, before, cameras);
    audit(db);
    return success({});
  });
  if (!written.ok) return written;
  return success({ reopens: cameras !== null || device.transport !== recorded.transport });
};

/** What the record will say unless a plan says otherwise, and what it says now of the login. */
export type ChangeBase = Omit<NewDevice, "cameras"> &
  Pick<Device, "cameras"> & {
    readonly recordedLogin: Credential;
    /** Its streams are asked for over TLS now. */
    readonly secured: boolean;
  };

const readUrls = (database: Database, { cameras: [camera], serviceUrl }: Device): RecordedUrls => {
  const sources = camera === undefined ? [] : database.read((db) => readSources(db, camera.id));
  return { main: serviceUrl, sub: sources.find(({ quality }) => quality === "sub")?.stream_url ?? null };
};

const loginOf = ({ userName, password }: Credential): Credential | null =>
  userName === "" ? null : { userName, password };

/** Reads everything anew from the device at its new address or with its new login. */
const planOnvif = async (
  base: ChangeBase,
  input: DeviceChange,
  { id, ask }: Pick<ChangeParts, "id" | "ask">,
): Promise<Result<ChangePlan>> => {
  const address = input.address === undefined ? success(base) : parseDeviceAddress(input.address);
  if (!address.ok) return address;
  const { serviceUrl, host, port } = address.value;
  const moved = serviceUrl !== base.serviceUrl;
  const { secured } = base;
  const secures = base.transport === "tls";
  if (!moved && secures === secured && input.userName === undefined && input.password === undefined)
    return success({ device: base, cameras: null });
  // Whoever names another address means another certificate, if it shows one.
  const survey = await ask(
    serviceUrl,
    loginOf(base),
    moved ? null : base.certificateSha256,
    secures ? "secure" : "plain",
  );
  if (!survey.ok) return survey;
  const { manufacturer, model, firmwareVersion, serialNumber, clockOffsetMs, certificateSha256 } = survey.value;
  const known = new Map(base.cameras.map((camera) => [camera.sourceToken, camera.id]));
  return success({
    device: {
      ...base,
      ...{ serviceUrl, host, port },
      ...{ manufacturer, model, firmwareVersion, serialNumber, clockOffsetMs, certificateSha256 },
    },
    cameras: newCameras(survey.value, base.name, ({ sourceToken }) => known.get(sourceToken) ?? id()),
  });
};

/**
 * Takes another certificate in the place of the one seen before: exactly the one a person has looked at. The device is
 * asked with it first.
 */
export const trustCertificate = async (
  { database, ask }: Pick<ChangeParts, "database" | "ask">,
  { deviceId, sha256 }: { readonly deviceId: string; readonly sha256: string },
  audit: (db: WritableDb) => void,
): Promise<Result<Record<string, never>>> => {
  const gone = refusal("notFound", "no such device", "input.deviceId");
  const recorded = database.read((db) => readDevice(db, deviceId));
  if (recorded === undefined) return gone;
  if (recorded.kind === "onvif") {
    const password = database.read((db) => readPassword(db, deviceId));
    const security = recorded.transport === "tls" ? "secure" : "plain";
    const asked = await ask(recorded.serviceUrl, loginOf({ ...recorded, password }), sha256, security);
    if (!asked.ok) return asked;
  }
  return database.write((db) => {
    if (!setCertificate(db, deviceId, sha256)) return gone;
    audit(db);
    return success({});
  });
};

/** Cameras that are called after their device go on being called after it. */
const renameCameras = (db: WritableDb, before: Device, name: string): void => {
  if (name === before.name) return;
  const several = before.cameras.length > 1;
  for (const camera of before.cameras) {
    if (camera.name === channelName(before.name, camera.channel, several))
      renameCameraById(db, camera.id, channelName(name, camera.channel, several));
  }
};
