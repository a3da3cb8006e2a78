import { onTestFinished } from "vitest";
import { openLog } from "../../../app/base/log";
import type { DeviceHealth, Outage, RecordingHealth } from "../../../app/contract/health";
import { query, type Database } from "../../../app/database";
import { createHealthQueries, type ExaminationResult, type HealthQueries } from "../../../app/devices";
import { refusal, success, type Result } from "../../../app/domain/result";
import type { FailureKind } from "../../../app/domain/failure";
import { createHealth } from "../../../app/health";
import { manualClock, type ManualClock } from "../../harness/manualClock";
import { openTestDatabase } from "../database/testDatabase";

export type HealthService = ReturnType<typeof createHealth>;

const insertDevice = query<[id: string, serviceUrl: string, kind: string]>(
  "test.insertDevice",
  `INSERT INTO device (id, name, host, port, service_url, user_name, password, manufacturer, model, firmware_version,
                       serial_number, added_at_utc_ms, kind)
   VALUES (?, 'n', 'h', 80, ?, 'duty', 'pw', '', '', '1.0', '', 0, ?)`,
);
const deleteDevice = query<[id: string]>("test.deleteDevice", "DELETE FROM device WHERE id = ?");

const insertOutage = query<[id: string, startedAtUtcMs: number, endedAtUtcMs: number]>(
  "test.insertOutage",
  "INSERT INTO outage (device_id, started_at_utc_ms, ended_at_utc_ms, cause) VALUES (?, ?, ?, 'timedOut')",
);

export const addOutage = (database: Database, id: string, startedAtUtcMs: number, endedAtUtcMs: number): void => {
  database.write((db) => db.run(insertOutage, id, startedAtUtcMs, endedAtUtcMs));
};

export const addDevice = (database: Database, id: string, kind: "onvif" | "stream" = "onvif"): void => {
  database.write((db) => db.run(insertDevice, id, `http://${id}/`, kind));
};
export const removeDevice = (database: Database, id: string): void => {
  database.write((db) => db.run(deleteDevice, id));
};

/** Of a camera. */
export const noRecordings: RecordingHealth = {
  ...{ state: "unsupported", toldAtUtcMs: 0, channels: [], recordings: null, oldestAtUtcMs: null, newestAtUtcMs: null },
};

/** Devices that answer as the test says, a clock that it moves, and the health service that looks after them. */
export interface HealthBench {
  readonly health: HealthService;
  readonly database: Database;
  /** Every try, in order: `reach a`. */
  readonly asked: string[];
  readonly told: DeviceHealth[][];
  readonly lines: string[];
  /** Null: it answers. */
  fail(id: string, kind: FailureKind | null): void;
  /** Never answers until it is let go. */
  hold(id: string): () => void;
  examineWith(result: ExaminationResult): void;
  clockOffset(ms: number): void;
  /** Lets time pass second by second, and everything that follows happen. */
  pass(seconds: number): Promise<void>;
  /** Sets the workstation's time of day, without time passing. */
  setClock(byMs: number): void;
  nowUtcMs(): number;
  rowOf(id: string): DeviceHealth;
  historyOf(id: string): Outage[];
  /** Ends the service and starts it anew on the same database; time passes in between when told. */
  restart(afterSeconds?: number): void;
}

export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

export const startHealth = async (ids: readonly string[], kind: "onvif" | "stream" = "onvif"): Promise<HealthBench> => {
  const database = await openTestDatabase();
  for (const id of ids) addDevice(database, id, kind);
  const clock: ManualClock = manualClock();
  let jumpMs = 0;
  const jumping = { ...clock, nowUtcMs: () => clock.nowUtcMs() + jumpMs };
  const lines: string[] = [];
  const log = openLog("test", (line) => lines.push(line));
  const asked: string[] = [];
  const failing = new Map<string, FailureKind>();
  const held = new Map<string, Promise<void>>();
  let offsetMs = 0;
  let examination: ExaminationResult = { kind: "told", told: { firmwareVersion: "1.0", recording: noRecordings } };
  const real = createHealthQueries({ database, clock: jumping });
  const queries: HealthQueries = {
    ...real,
    reach: async (id): Promise<Result<{ clockOffsetMs: number | null }>> => {
      asked.push(`reach ${id}`);
      await held.get(id);
      const kind = failing.get(id);
      return kind === undefined ? success({ clockOffsetMs: offsetMs }) : refusal(kind);
    },
    examine: (id, refusedMark) => {
      if (examination.kind === "refused" && examination.refused.mark === refusedMark)
        return Promise.resolve(examination);
      asked.push(`examine ${id}`);
      return Promise.resolve(examination);
    },
  };
  const told: DeviceHealth[][] = [];
  const start = (): HealthService => {
    const started = createHealth({ database, queries, clock: jumping, log, random: () => 0.5 });
    started.onChanged((rows) => told.push(rows));
    return started;
  };
  let health = start();
  onTestFinished(() => {
    health.close();
  });
  return {
    get health() {
      return health;
    },
    database,
    asked,
    told,
    lines,
    fail: (id, failureKind) => {
      if (failureKind === null) failing.delete(id);
      else failing.set(id, failureKind);
    },
    hold: (id) => {
      let release = (): void => undefined;
      held.set(
        id,
        new Promise((resolve) => {
          release = resolve;
        }),
      );
      return () => {
        held.delete(id);
        release();
      };
    },
    examineWith: (result) => {
      examination = result;
    },
    clockOffset: (ms) => {
      offsetMs = ms;
    },
    pass: async (seconds) => {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000);
        await settle();
      }
    },
    setClock: (byMs) => {
      jumpMs += byMs;
    },
    nowUtcMs: jumping.nowUtcMs,
    rowOf: (id) => {
      const row = health.list().find(({ deviceId }) => deviceId === id);
      if (row === undefined) throw new Error(`${id} is not looked after`);
      return row;
    },
    historyOf: (id) => {
      const page = health.outages({ deviceId: id, offset: 0, limit: 200 });
      if (!page.ok) throw new Error(page.error.kind);
      return page.value.outages;
    },
    restart: (afterSeconds = 0) => {
      health.close();
      clock.advance(afterSeconds * 1_000);
      health = start();
    },
  };
};
