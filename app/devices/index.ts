import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import type { Device, DiscoveredDevice, StreamQuality, StreamTransport } from "../contract/device";
import type { Credential } from "../contract/media";
import type { Database, WritableDb } from "../database";
import { withMaskedPasswords } from "../domain/maskedUrl";
import { refusal, success, type Refusal, type Result } from "../domain/result";
import { checkCertificate } from "./certificateCheck";
import { changeDevice, trustCertificate, type DeviceChange } from "./change";
import { firstName } from "./cameraNames";
import { parseDeviceAddress, type ServiceAddress } from "./onvif/address";
import { openOnvifClient } from "./onvif/client";
import { discover } from "./onvif/discovery";
import { onvifLimits, type OnvifLimits } from "./onvif/limits";
import { placeDevices } from "./placement";
import { plainStreamRecord, type NewStreamInput } from "./plainStream";
import { readDevice, readDevices } from "./deviceRecords";
import {
  deleteDeviceById,
  hasServiceUrl,
  insertNewDevice,
  noteFirstCertificate,
  readSources,
  type NewDevice,
} from "./store";
import type { DescribeSource } from "./streamProbe";
import { newCameras, surveyDevice, type AskDevice, type Survey } from "./survey";

export { createHealthQueries, type ExaminationResult, type HealthQueries, type HealthTarget } from "./healthQueries";
export { createKeyFrameRequests, type KeyFrameRequests } from "./keyFrameRequests";
export { createBatches, type Batches } from "./batches";
export { createImports, type Imports } from "./imports/imports";

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
  readonly deviceId: string;
  readonly transport: Exclude<StreamTransport, "tls">;
  readonly certificateSha256: string | null;
  /** `<cameraId>/<quality>`: sources with the same one share a session. */
  readonly sourceId: string;
  /** The quality it really is. */
  readonly quality: StreamQuality;
  /** rtsp URL without user information. */
  readonly url: string;
  readonly credential: Credential | null;
}

/** What a commit did to the records. */
export interface DevicesChange {
  /** Device whose address, login or transport is another now: its streams have to be opened again. */
  readonly reopenedDeviceId: string | null;
}

/** The records of cameras and recorders, and how they come in. What the database refuses is thrown (`DatabaseError`). */
export interface Devices {
  list(): Device[];
  /** Asks the network (ONVIF WS-Discovery); takes about three seconds. */
  discover(input: { readonly interfaceAddress?: string | undefined }): Promise<Result<DiscoveredDevice[]>>;
  /** Asks the device everything and records it with its cameras, in one transaction. */
  add(input: NewDeviceInput, request?: AuditedRequest): Promise<Result<Device>>;
  /** Records a camera of which only the streams' URLs are known, once it has said what it sends. */
  addStream(input: NewStreamInput, request?: AuditedRequest): Promise<Result<Device>>;
  /** Changes a record; a new address or login is tried on the device first. */
  change(input: DeviceChange, request?: AuditedRequest): Promise<Result<Device>>;
  /** Takes another certificate, which a person has looked at, in the place of the one seen first. */
  trustCertificate(
    input: { readonly deviceId: string; readonly sha256: string },
    request?: AuditedRequest,
  ): Promise<Result<Device>>;
  /** `certificateChanged` when the device shows another than the recorded one. */
  checkCertificate(deviceId: string): Promise<Result<Record<string, never>>>;
  /** The certificate a device's streams showed: kept when none was seen before. */
  noteCertificate(deviceId: string, sha256: string): void;
  /** Puts devices into a site, or out of theirs (null): all of them, or none where one or the site is gone. */
  place(
    input: { readonly siteId: string | null; readonly deviceIds: readonly string[] },
    request?: AuditedRequest,
  ): Result<Record<string, never>>;
  /** Removes a device with its cameras. */
  remove(deviceId: string, request?: AuditedRequest): Result<Record<string, never>>;
  /** The stream of a camera in the quality asked for, or in the other one where it has only that. */
  source(cameraId: string, quality: StreamQuality): Result<CameraSource>;
  /** Called after every commit that changed the records. Answers how to stop. */
  onChanged(listener: (change: DevicesChange) => void): () => void;
}

export interface DevicesSettings {
  readonly database: Database;
  readonly log: Log;
  readonly clock: Clock;
  readonly id: () => string;
  /** Asks a source what it sends. */
  readonly describe: DescribeSource;
  /** Bounds towards devices other than the usual ones. */
  readonly onvif?: { readonly limits?: Partial<OnvifLimits>; readonly discoveryWaitMs?: number };
}

/** A device as windows see it. */
const shown = (device: Device): Device => ({
  ...device,
  serviceUrl: withMaskedPasswords(device.serviceUrl),
  ...(device.subUrl === undefined ? {} : { subUrl: withMaskedPasswords(device.subUrl) }),
});

export const createDevices = ({ database, log, clock, id, describe, onvif = {} }: DevicesSettings): Devices => {
  const limits = { ...onvifLimits, ...onvif.limits };
  const listeners = new Set<(change: DevicesChange) => void>();
  const changed = (reopenedDeviceId: string | null = null): void => {
    for (const listener of listeners) listener({ reopenedDeviceId });
  };
  const alreadyExists = (serviceUrl: string, part: string): Refusal =>
    refusal("alreadyExists", withMaskedPasswords(serviceUrl), part);

  const ask: AskDevice = async (serviceUrl, credential, certificateSha256, security) => {
    const client = openOnvifClient({ serviceUrl, credential, certificateSha256, clock, limits });
    const survey = await surveyDevice(client, security, clock, log).finally(() => client.close());
    if (!survey.ok) log.warn({ serviceUrl, failure: survey.error }, "a device could not be asked");
    return survey;
  };

  const record = (input: NewDeviceInput, address: ServiceAddress, survey: Survey): NewDevice => {
    const name = firstName(input.name ?? "", survey.name, address.host);
    return {
      ...survey,
      ...address,
      id: id(),
      kind: "onvif",
      name,
      userName: input.userName,
      password: input.password,
      transport: "auto",
      addedAtUtcMs: clock.nowUtcMs(),
      cameras: newCameras(survey, name, id),
    };
  };

  const recorded = (deviceId: string): Result<Device> => {
    const device = database.read((db) => readDevice(db, deviceId));
    return device === undefined ? refusal("notFound", "removed again meanwhile", "device") : success(shown(device));
  };

  const insert = (device: NewDevice, part: string, request?: AuditedRequest): Result<Device> => {
    // Another request may have added the same device while this one was asking it.
    const inserted = database.write((db) => {
      if (hasServiceUrl(db, device.serviceUrl)) return false;
      insertNewDevice(db, device);
      request?.audit(db);
      return true;
    });
    if (!inserted) return alreadyExists(device.serviceUrl, part);
    changed();
    return recorded(device.id);
  };

  return {
    list: () => database.read(readDevices).map(shown),
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
      if (database.read((db) => hasServiceUrl(db, serviceUrl))) return alreadyExists(serviceUrl, "input.address");
      const { userName, password } = input;
      const survey = await ask(serviceUrl, userName === "" ? null : { userName, password }, null, "plain");
      return survey.ok ? insert(record(input, address.value, survey.value), "input.address", request) : survey;
    },
    addStream: async (input, request) => {
      const isRecorded = (serviceUrl: string): boolean => database.read((db) => hasServiceUrl(db, serviceUrl));
      const device = await plainStreamRecord(input, { id, nowUtcMs: clock.nowUtcMs, describe, isRecorded });
      return device.ok ? insert(device.value, "input.mainUrl", request) : device;
    },
    change: async (input, request) => {
      const written = await changeDevice({ database, id, ask, describe }, input, (db) => request?.audit(db));
      if (!written.ok) return written;
      changed(written.value.reopens ? input.deviceId : null);
      return recorded(input.deviceId);
    },
    trustCertificate: async (input, request) => {
      const trusted = await trustCertificate({ database, ask }, input, (db) => request?.audit(db));
      if (!trusted.ok) return trusted;
      changed(input.deviceId);
      return recorded(input.deviceId);
    },
    checkCertificate: (deviceId) => checkCertificate({ database, clock, limits, describe }, deviceId),
    noteCertificate: (deviceId, sha256) => {
      const noted = database.write((db) => noteFirstCertificate(db, deviceId, sha256));
      if (noted) changed();
    },
    place: ({ siteId, deviceIds }, request) => {
      const refused = database.write((db) => {
        const why = placeDevices(db, siteId, deviceIds);
        if (why === null) request?.audit(db);
        return why;
      });
      if (refused !== null) return refused;
      changed();
      return success({});
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
        deviceId: row.device_id,
        transport: row.transport,
        certificateSha256: row.certificate_sha256,
        credential: row.user_name === "" ? null : { userName: row.user_name, password: row.password },
      });
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
