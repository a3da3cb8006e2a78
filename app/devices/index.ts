import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import type { Device, DiscoveredDevice, StreamQuality } from "../contract/device";
import type { Credential } from "../contract/media";
import type { Database, WritableDb } from "../database";
import { refusal, success, type Refusal, type Result } from "../domain/result";
import { parseDeviceAddress, type ServiceAddress } from "./onvif/address";
import { openOnvifClient } from "./onvif/client";
import { discover } from "./onvif/discovery";
import { onvifLimits, type OnvifLimits } from "./onvif/limits";
import { printable } from "./onvif/scopes";
import { deleteDeviceById, hasServiceUrl, insertNewDevice, readDevices, readSources, type NewDevice } from "./store";
import { surveyDevice, type Survey } from "./survey";

/** What a device is added with: as `devices.add` of the contract. */
export interface NewDeviceInput {
  readonly address: string;
  readonly name?: string | undefined;
  /** Empty for a device that asks for no login. */
  readonly userName: string;
  readonly password: string;
}

/** The audit row of the request that asks (app/dispatch `RequestContext`), written in the record's own transaction. */
export interface AuditedRequest {
  audit(db: WritableDb): void;
}

/** What opens a camera's stream. */
export interface CameraSource {
  /** `<cameraId>/<quality>`: sources with the same one share a session. */
  readonly sourceId: string;
  /** The quality it really is. */
  readonly quality: StreamQuality;
  /** rtsp URL without user information. */
  readonly url: string;
  readonly credential: Credential | null;
}

/** The records of cameras and recorders, and how they come in. What the database refuses is thrown (`DatabaseError`). */
export interface Devices {
  list(): Device[];
  /** Asks the network (ONVIF WS-Discovery); takes about three seconds. */
  discover(input: { readonly interfaceAddress?: string | undefined }): Promise<Result<DiscoveredDevice[]>>;
  /** Asks the device everything and records it with its cameras, in one transaction. */
  add(input: NewDeviceInput, request?: AuditedRequest): Promise<Result<Device>>;
  /** Removes a device with its cameras. */
  remove(deviceId: string, request?: AuditedRequest): Result<Record<string, never>>;
  /** The stream of a camera in the quality asked for, or in the other one where it has only that. */
  source(cameraId: string, quality: StreamQuality): Result<CameraSource>;
  /** Called after every commit that changed the records. Answers how to stop. */
  onChanged(listener: () => void): () => void;
}

export interface DevicesSettings {
  readonly database: Database;
  readonly log: Log;
  readonly clock: Clock;
  readonly id: () => string;
  /** Bounds towards devices other than the usual ones. */
  readonly onvif?: { readonly limits?: Partial<OnvifLimits>; readonly discoveryWaitMs?: number };
}

export const createDevices = ({ database, log, clock, id, onvif = {} }: DevicesSettings): Devices => {
  const limits = { ...onvifLimits, ...onvif.limits };
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const alreadyExists = (serviceUrl: string): Refusal => refusal("alreadyExists", serviceUrl, "input.address");

  const record = (input: NewDeviceInput, address: ServiceAddress, survey: Survey): NewDevice => {
    const [name = address.host] = [input.name ?? "", survey.name, address.host]
      .map((candidate) => printable(candidate, maxNameLength))
      .filter((candidate) => candidate !== "");
    const several = survey.cameras.length > 1;
    return {
      ...survey,
      ...address,
      id: id(),
      name,
      userName: input.userName,
      password: input.password,
      addedAtUtcMs: clock.nowUtcMs(),
      cameras: survey.cameras.map((camera, index) => ({
        ...camera,
        id: id(),
        name: several ? `${printable(name, maxNameLength - 4)} ${index + 1}` : name,
      })),
    };
  };

  return {
    list: () => database.read(readDevices),
    discover: async ({ interfaceAddress }) => {
      const found = await discover({
        clock,
        id,
        ...(interfaceAddress === undefined ? {} : { interfaceAddress }),
        ...(onvif.discoveryWaitMs === undefined ? {} : { waitMs: onvif.discoveryWaitMs }),
      });
      if (!found.ok) return found;
      const known = new Set(database.read(readDevices).map(({ host, port }) => `${host} ${port}`));
      return success(found.value.map((match) => ({ ...match, known: known.has(`${match.host} ${match.port}`) })));
    },
    add: async (input, request) => {
      const address = parseDeviceAddress(input.address);
      if (!address.ok) return address;
      const { serviceUrl } = address.value;
      if (database.read((db) => hasServiceUrl(db, serviceUrl))) return alreadyExists(serviceUrl);
      const { userName, password } = input;
      const credential = userName === "" ? null : { userName, password };
      const client = openOnvifClient({ serviceUrl, credential, clock, limits });
      const survey = await surveyDevice(client, clock, log).finally(() => client.close());
      if (!survey.ok) {
        log.warn({ serviceUrl, failure: survey.error }, "a device could not be added");
        return survey;
      }
      const device = record(input, address.value, survey.value);
      // Another request may have added the same device while this one was asking it.
      const inserted = database.write((db) => {
        if (hasServiceUrl(db, serviceUrl)) return false;
        insertNewDevice(db, device);
        request?.audit(db);
        return true;
      });
      if (!inserted) return alreadyExists(serviceUrl);
      changed();
      const added = database.read(readDevices).find(({ id: deviceId }) => deviceId === device.id);
      return added === undefined ? refusal("notFound", "removed again meanwhile", "device") : success(added);
    },
    remove: (deviceId, request) => {
      const removed = database.write((db) => {
        const found = deleteDeviceById(db, deviceId);
        if (found) request?.audit(db);
        return found;
      });
      if (!removed) return refusal("notFound", "no such device", "input.deviceId");
      changed();
      return success({});
    },
    source: (cameraId, quality) => {
      const rows = database.read((db) => readSources(db, cameraId));
      const row = rows.find((candidate) => candidate.quality === quality) ?? rows[0];
      if (row === undefined) return refusal("notFound", "no such camera", "input.cameraId");
      return success({
        sourceId: `${cameraId}/${row.quality}`,
        quality: row.quality,
        url: row.stream_url,
        credential: row.user_name === "" ? null : { userName: row.user_name, password: row.password },
      });
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** As in the schema. */
const maxNameLength = 100;
