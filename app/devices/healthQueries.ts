import { createHash } from "node:crypto";
import type { Clock } from "../base/clock";
import type { DeviceKind } from "../contract/device";
import type { RecordingHealth } from "../contract/health";
import type { Credential } from "../contract/media";
import { query, type Database, type ReadableDb, type WritableDb } from "../database";
import type { Failure } from "../domain/failure";
import { refusesLogin } from "../domain/loginRefusal";
import { refusal, success, type Result } from "../domain/result";
import { openOnvifClient } from "./onvif/client";
import { onvifLimits, type OnvifLimits } from "./onvif/limits";
import { reachRtsp } from "./rtspReach";

/** What a device told when it was asked with its login. */
export interface Examination {
  /** Empty when it does not tell. */
  readonly firmwareVersion: string;
  readonly recording: RecordingHealth;
}

/** A device refused the login, or what stands in its way besides: `mark` names exactly what was refused. */
export interface RefusedLogin {
  readonly mark: string;
  readonly failure: Failure;
}

export type ExaminationResult =
  | { readonly kind: "told"; readonly told: Examination }
  | { readonly kind: "refused"; readonly refused: RefusedLogin }
  | { readonly kind: "failed"; readonly failure: Failure };

/** What app/health has to know of a device to look after it. */
export interface HealthTarget {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly firmwareVersion: string;
  readonly clockOffsetMs: number | null;
}

/** Asks the devices of the records how they are. Holds their logins back from whoever asks. */
export interface HealthQueries {
  targets(db: ReadableDb): HealthTarget[];
  target(db: ReadableDb, deviceId: string): HealthTarget | undefined;
  /** Whether it answers; sent without name and password. `notFound` when it was removed meanwhile. */
  reach(deviceId: string): Promise<Result<{ readonly clockOffsetMs: number | null }>>;
  /**
   * Asks what needs the login, which `refusedMark` keeps from being tried a second time: a device that refused it is
   * not spoken to until address, name or password are others.
   */
  examine(deviceId: string, refusedMark: string | null): Promise<ExaminationResult>;
  /** Writes what was found into the device's own record. */
  note(db: WritableDb, deviceId: string, found: Pick<HealthTarget, "firmwareVersion" | "clockOffsetMs">): void;
}

interface AddressRow {
  readonly kind: DeviceKind;
  readonly service_url: string;
  readonly user_name: string;
  readonly password: string;
  readonly certificate_sha256: string | null;
}

const targetColumns = "id, kind, firmware_version AS firmwareVersion, clock_offset_ms AS clockOffsetMs";
const allTargets = query<[], HealthTarget>("devices.healthTargets", `SELECT ${targetColumns} FROM device`);
const oneTarget = query<[deviceId: string], HealthTarget>(
  "devices.healthTarget",
  `SELECT ${targetColumns} FROM device WHERE id = ?`,
);
const addressOf = query<[deviceId: string], AddressRow>(
  "devices.healthAddress",
  "SELECT kind, service_url, user_name, password, certificate_sha256 FROM device WHERE id = ?",
);
const noteFound = query<[firmwareVersion: string, clockOffsetMs: number | null, deviceId: string]>(
  "devices.noteFound",
  "UPDATE device SET firmware_version = ?, clock_offset_ms = ? WHERE id = ?",
);

/** A device that is well answers within a second: no more is waited for one of five thousand. */
const healthLimits: OnvifLimits = { ...onvifLimits, connectMs: 3_000, answerMs: 6_000 };

export const createHealthQueries = (parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly limits?: Partial<OnvifLimits>;
}): HealthQueries => {
  const { database, clock } = parts;
  const limits = { ...healthLimits, ...parts.limits };
  const read = (deviceId: string): AddressRow | undefined => database.read((db) => db.get(addressOf, deviceId));
  const gone = refusal("notFound", "no such device", "device");
  const open = (row: AddressRow, credential: Credential | null) =>
    openOnvifClient({
      serviceUrl: row.service_url,
      credential,
      certificateSha256: row.certificate_sha256,
      clock,
      limits,
    });

  return {
    targets: (db) => db.all(allTargets),
    target: (db, deviceId) => db.get(oneTarget, deviceId),
    reach: async (deviceId) => {
      const row = read(deviceId);
      if (row === undefined) return gone;
      if (row.kind === "stream") {
        const reached = await reachRtsp(row.service_url, row.certificate_sha256, limits);
        return reached.ok ? success({ clockOffsetMs: null }) : reached;
      }
      const client = open(row, null);
      const measured = await client.measureClock().finally(() => client.close());
      return measured.ok ? success({ clockOffsetMs: measured.value }) : measured;
    },
    examine: async (deviceId, refusedMark) => {
      const row = read(deviceId);
      if (row === undefined) return { kind: "failed", failure: gone.error };
      const mark = loginMark(row);
      const before = refusal("credentialsRefused", "refused before; not tried again", "login");
      if (mark === refusedMark) return { kind: "refused", refused: { mark, failure: before.error } };
      const { user_name: userName, password } = row;
      const client = open(row, userName === "" ? null : { userName, password });
      const failed = (failure: Failure): ExaminationResult =>
        refusesLogin(failure.kind) ? { kind: "refused", refused: { mark, failure } } : { kind: "failed", failure };
      try {
        // Also tells the client the device's time, which a UsernameToken needs.
        const measured = await client.measureClock();
        if (!measured.ok) return failed(measured.error);
        const information = await client.deviceInformation();
        if (!information.ok) return failed(information.error);
        const recording = await client.recordingHealth();
        if (!recording.ok) return failed(recording.error);
        const { firmwareVersion } = information.value;
        return { kind: "told", told: { firmwareVersion, recording: recording.value } };
      } finally {
        await client.close();
      }
    },
    note: (db, deviceId, { firmwareVersion, clockOffsetMs }) => {
      db.run(noteFound, firmwareVersion, clockOffsetMs, deviceId);
    },
  };
};

/** Tells one login at one address from another without holding it. */
const loginMark = ({ service_url, user_name, password }: AddressRow): string =>
  createHash("sha256")
    .update(JSON.stringify([service_url, user_name, password]))
    .digest("hex");
