import { recordingHealth, type Outage } from "../contract/health";
import { query, type ReadableDb, type WritableDb } from "../database";
import { failureKinds, type FailureKind } from "../domain/failure";
import type { DeviceFacts } from "./watched";

/** Every SQL statement of the health service. */

interface HealthRow {
  readonly device_id: string;
  readonly examined_at_utc_ms: number | null;
  readonly firmware_before: string | null;
  readonly firmware_changed_at_utc_ms: number | null;
  readonly refused_login: string | null;
  readonly login_failure: string | null;
  readonly recording: string | null;
}

interface OutageRow {
  readonly kind: "outage" | "blind";
  readonly started_at_utc_ms: number;
  readonly ended_at_utc_ms: number | null;
  readonly cause: string | null;
  readonly blind_ms: number;
}

const allHealth = query<[], HealthRow>(
  "health.all",
  `SELECT device_id, examined_at_utc_ms, firmware_before, firmware_changed_at_utc_ms, refused_login, login_failure,
          recording
     FROM device_health`,
);
const saveHealth = query<
  [
    deviceId: string,
    examinedAtUtcMs: number | null,
    firmwareBefore: string | null,
    firmwareChangedAtUtcMs: number | null,
    refusedLogin: string | null,
    loginFailure: string | null,
    recording: string | null,
    sameDeviceId: string,
  ]
>(
  "health.save",
  // A device may have been removed since it was asked.
  `INSERT INTO device_health (device_id, examined_at_utc_ms, firmware_before, firmware_changed_at_utc_ms,
                              refused_login, login_failure, recording)
   SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM device WHERE id = ?)
   ON CONFLICT (device_id) DO UPDATE SET
     examined_at_utc_ms = excluded.examined_at_utc_ms, firmware_before = excluded.firmware_before,
     firmware_changed_at_utc_ms = excluded.firmware_changed_at_utc_ms, refused_login = excluded.refused_login,
     login_failure = excluded.login_failure, recording = excluded.recording`,
);
const openOutages = query<
  [],
  { readonly device_id: string; readonly started_at_utc_ms: number; readonly cause: string }
>("health.openOutages", "SELECT device_id, started_at_utc_ms, cause FROM outage WHERE ended_at_utc_ms IS NULL");
const beginOutage = query<[deviceId: string, startedAtUtcMs: number, cause: FailureKind, sameDeviceId: string]>(
  "health.beginOutage",
  `INSERT INTO outage (device_id, started_at_utc_ms, cause)
   SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM device WHERE id = ?)`,
);
const endOutage = query<[endedAtUtcMs: number, deviceId: string]>(
  "health.endOutage",
  `UPDATE outage SET ended_at_utc_ms = max(?, started_at_utc_ms) WHERE device_id = ? AND ended_at_utc_ms IS NULL`,
);
const shiftOutages = query<[byMs: number]>(
  "health.shiftOutages",
  "UPDATE outage SET started_at_utc_ms = started_at_utc_ms + ? WHERE ended_at_utc_ms IS NULL",
);
const clampOutages = query<[nowUtcMs: number, sameNowUtcMs: number]>(
  "health.clampOutages",
  "UPDATE outage SET started_at_utc_ms = ? WHERE ended_at_utc_ms IS NULL AND started_at_utc_ms > ?",
);
const lastSeen = query<[], { readonly seen_at_utc_ms: number }>(
  "health.lastSeen",
  "SELECT seen_at_utc_ms FROM health_watch WHERE id = 1",
);
const saveSeen = query<[seenAtUtcMs: number]>(
  "health.saveSeen",
  `INSERT INTO health_watch (id, seen_at_utc_ms) VALUES (1, ?)
   ON CONFLICT (id) DO UPDATE SET seen_at_utc_ms = excluded.seen_at_utc_ms`,
);
const insertBlind = query<[startedAtUtcMs: number, endedAtUtcMs: number]>(
  "health.insertBlind",
  `INSERT INTO health_blind (started_at_utc_ms, ended_at_utc_ms) VALUES (?, ?)
   ON CONFLICT (started_at_utc_ms) DO UPDATE SET ended_at_utc_ms = max(ended_at_utc_ms, excluded.ended_at_utc_ms)`,
);
/** The times nobody looked since a device is recorded. */
const blindTimes = `FROM health_blind WHERE ended_at_utc_ms > (SELECT added_at_utc_ms FROM device WHERE id = ?)`;
const history = query<
  [nowUtcMs: number, deviceId: string, sameDeviceId: string, limit: number, offset: number],
  OutageRow
>(
  "health.history",
  `WITH stretch AS (
     SELECT started_at_utc_ms, ended_at_utc_ms, coalesce(ended_at_utc_ms, ?) AS until_utc_ms, cause
       FROM outage WHERE device_id = ?)
   SELECT 'outage' AS kind, started_at_utc_ms, ended_at_utc_ms, cause,
          (SELECT coalesce(sum(min(blind.ended_at_utc_ms, stretch.until_utc_ms)
                               - max(blind.started_at_utc_ms, stretch.started_at_utc_ms)), 0)
             FROM health_blind AS blind
            WHERE blind.started_at_utc_ms < stretch.until_utc_ms
              AND blind.ended_at_utc_ms > stretch.started_at_utc_ms) AS blind_ms
     FROM stretch
    UNION ALL
   SELECT 'blind', started_at_utc_ms, ended_at_utc_ms, NULL, 0 ${blindTimes}
    ORDER BY started_at_utc_ms DESC, kind DESC LIMIT ? OFFSET ?`,
);
const historySize = query<[deviceId: string, sameDeviceId: string], { readonly total: number }>(
  "health.historySize",
  `SELECT (SELECT count(*) FROM outage WHERE device_id = ?) + (SELECT count(*) ${blindTimes}) AS total`,
);
const deleteOldOutages = query<[beforeUtcMs: number]>(
  "health.deleteOldOutages",
  "DELETE FROM outage WHERE ended_at_utc_ms < ?",
);
const deleteOldBlind = query<[beforeUtcMs: number]>(
  "health.deleteOldBlind",
  "DELETE FROM health_blind WHERE ended_at_utc_ms < ?",
);
const deleteSurplus = query<[perDevice: number]>(
  "health.deleteSurplus",
  `DELETE FROM outage WHERE ended_at_utc_ms IS NOT NULL AND id IN (
     SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY device_id ORDER BY started_at_utc_ms DESC) AS place
                       FROM outage)
      WHERE place > ?)`,
);

/** Kinds and shapes of an older or damaged record are not taken on trust. */
const kindOf = (text: string | null): FailureKind => failureKinds.find((kind) => kind === text) ?? "internal";

const recordingOf = (json: string | null): DeviceFacts["recording"] => {
  const parsed = recordingHealth.safeParse(JSON.parse(json ?? "null"));
  return parsed.success ? parsed.data : null;
};

/** What was written of each device, by its id; firmware and clock stand in its own record. */
export type SavedFacts = Pick<DeviceFacts, "firmwareChange" | "recording" | "refusedLogin" | "examinedAtUtcMs">;

export const readFacts = (db: ReadableDb): ReadonlyMap<string, SavedFacts> =>
  new Map(
    db.all(allHealth).map((row) => [
      row.device_id,
      {
        firmwareChange:
          row.firmware_before === null || row.firmware_changed_at_utc_ms === null
            ? null
            : { before: row.firmware_before, atUtcMs: row.firmware_changed_at_utc_ms },
        recording: recordingOf(row.recording),
        refusedLogin: row.refused_login === null ? null : { mark: row.refused_login, kind: kindOf(row.login_failure) },
        // Kept in another shape by an earlier version of the program: asked anew, not in a day.
        examinedAtUtcMs: row.recording !== null && recordingOf(row.recording) === null ? null : row.examined_at_utc_ms,
      },
    ]),
  );

export const writeFacts = (db: WritableDb, deviceId: string, facts: SavedFacts): void => {
  const { firmwareChange, recording, refusedLogin, examinedAtUtcMs } = facts;
  db.run(
    saveHealth,
    deviceId,
    examinedAtUtcMs,
    firmwareChange?.before ?? null,
    firmwareChange?.atUtcMs ?? null,
    refusedLogin?.mark ?? null,
    refusedLogin?.kind ?? null,
    recording === null ? null : JSON.stringify(recording),
    deviceId,
  );
};

/** The outages that were open when the program last ended. */
export const readOpenOutages = (db: ReadableDb): { deviceId: string; startedAtUtcMs: number; cause: FailureKind }[] =>
  db.all(openOutages).map((row) => ({
    deviceId: row.device_id,
    startedAtUtcMs: row.started_at_utc_ms,
    cause: kindOf(row.cause),
  }));

export const writeOutageBegin = (
  db: WritableDb,
  deviceId: string,
  began: { readonly startedAtUtcMs: number; readonly cause: FailureKind },
): void => {
  db.run(beginOutage, deviceId, began.startedAtUtcMs, began.cause, deviceId);
};

export const writeOutageEnd = (db: WritableDb, deviceId: string, endedAtUtcMs: number): void => {
  db.run(endOutage, endedAtUtcMs, deviceId);
};

/** Moves the beginning of every open outage: the workstation's clock was set by so much. */
export const shiftOpenOutages = (db: WritableDb, byMs: number): void => {
  db.run(shiftOutages, byMs);
};

export const writeSeen = (db: WritableDb, seenAtUtcMs: number): void => {
  db.run(saveSeen, seenAtUtcMs);
};

/**
 * Notes that the program runs again, and since when nobody looked. Answers how long that was; negative when the clock
 * stands before the time it was last seen at, null at the very first start.
 */
export const resumeWatch = (db: WritableDb, nowUtcMs: number): number | null => {
  const seenAtUtcMs = db.get(lastSeen)?.seen_at_utc_ms;
  writeSeen(db, nowUtcMs);
  db.run(clampOutages, nowUtcMs, nowUtcMs);
  if (seenAtUtcMs === undefined) return null;
  if (seenAtUtcMs < nowUtcMs) db.run(insertBlind, seenAtUtcMs, nowUtcMs);
  return nowUtcMs - seenAtUtcMs;
};

/** A page of a device's history, newest first. */
export const readHistory = (
  db: ReadableDb,
  page: { readonly deviceId: string; readonly limit: number; readonly offset: number; readonly nowUtcMs: number },
): { total: number; outages: Outage[] } => ({
  total: db.get(historySize, page.deviceId, page.deviceId)?.total ?? 0,
  outages: db.all(history, page.nowUtcMs, page.deviceId, page.deviceId, page.limit, page.offset).map((row): Outage => {
    const startedAtUtcMs = row.started_at_utc_ms;
    return row.kind === "blind"
      ? { kind: "blind", startedAtUtcMs, endedAtUtcMs: row.ended_at_utc_ms ?? startedAtUtcMs }
      : {
          kind: "outage",
          startedAtUtcMs,
          endedAtUtcMs: row.ended_at_utc_ms,
          cause: kindOf(row.cause),
          blindMs: row.blind_ms,
        };
  }),
});

/** How much history is kept. */
export const retention = { days: 400, outagesPerDevice: 2_000 } as const;

/** Deletes what is older, and beyond the newest of each device; answers how many outages. Open ones always stay. */
export const pruneHistory = (db: WritableDb, nowUtcMs: number): number => {
  const beforeUtcMs = nowUtcMs - retention.days * 86_400_000;
  db.run(deleteOldBlind, beforeUtcMs);
  return db.run(deleteOldOutages, beforeUtcMs).changes + db.run(deleteSurplus, retention.outagesPerDevice).changes;
};
