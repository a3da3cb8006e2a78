import PQueue from "p-queue";
import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import { throttle } from "../base/throttle";
import type { DeviceHealth, Outage } from "../contract/health";
import type { Database, WritableDb } from "../database";
import type { HealthQueries } from "../devices";
import type { FailureKind } from "../domain/failure";
import { refusal, success, type Result } from "../domain/result";
import type { SessionChange } from "../streams";
import { askExamination, askReach, isClockDue, nextTryMs, pace, wantsExamination } from "./asking";
import { createLedger } from "./ledger";
import { createPictures } from "./pictures";
import { answered, failed, shifted, type Step } from "./reachability";
import { createSchedule, placeAfter } from "./schedule";
import { createSteadyTime } from "./steadyTime";
import { pruneHistory, readFacts, readHistory, readOpenOutages, resumeWatch } from "./store";
import { healthOf, newlyWatched, shown, type Watched } from "./watched";

/** Looks after every device of the records: asks it from time to time, and keeps its outages. */
export interface Health {
  list(): DeviceHealth[];
  /** A page of a device's history, newest first. */
  outages(page: {
    readonly deviceId: string;
    readonly offset: number;
    readonly limit: number;
  }): Result<{ total: number; outages: Outage[] }>;
  /** Asks a device now, and everything; a login it refused stays untried. Fails with `notFound` alone. */
  probe(deviceId: string, request?: { audit(db: WritableDb): void }): Promise<Result<DeviceHealth>>;
  /** The records changed; the device whose address or login is another now is asked anew. */
  devicesChanged(reopenedDeviceId: string | null): void;
  /** What media tells of the pictures: a device whose picture runs is there. */
  sessionChanged(change: SessionChange): void;
  /** Devices whose health is another now, after it is on the disk; at most once a second. */
  onChanged(listener: (devices: DeviceHealth[]) => void): void;
  close(): void;
}

export interface HealthSettings {
  readonly database: Database;
  readonly queries: HealthQueries;
  readonly clock: Clock;
  readonly log: Log;
  /** 0..1, for jitter. */
  readonly random?: () => number;
}

const tickMs = 1_000;
/** Facts without a hurry, and the mark that the program runs, are written so often. */
const writeEveryMs = 30_000;
const pruneEveryMs = 86_400_000;
/** Devices asked at the same time: what a network and two cores bear without anybody noticing. */
const asksAtOnce = 24;

export const createHealth = (settings: HealthSettings): Health => {
  const { database, queries, clock, log, random = Math.random } = settings;
  const time = createSteadyTime(clock);
  const ledger = createLedger({ database, queries, log });
  const schedule = createSchedule(clock.monotonicMs());
  const queue = new PQueue({ concurrency: asksAtOnce });
  const devices = new Map<string, Watched>();
  const changed = new Set<string>();
  const listeners: ((devices: DeviceHealth[]) => void)[] = [];
  let writtenAtMs = clock.monotonicMs();
  let prunedAtMs = Number.NEGATIVE_INFINITY;
  let begun = false;
  let closed = false;
  let stopTick = (): void => undefined;

  const take = (device: Watched, { state, outage }: Step): void => {
    const before = shown(device.reachability);
    const now = shown(state);
    device.reachability = state;
    if (now.state !== before.state || now.sinceUtcMs !== before.sinceUtcMs || now.cause !== before.cause)
      changed.add(device.id);
    if (outage !== null) ledger.outage(device.id, outage);
  };

  const takeAnswer = (device: Watched): void => {
    take(device, answered(device.reachability, time.nowUtcMs()));
  };

  const takeFailure = (device: Watched, cause: FailureKind, askedAtUtcMs: number): void => {
    // Its picture runs: whatever the device's web server does, it is not offline.
    if (device.liveSources.size === 0) take(device, failed(device.reachability, cause, askedAtUtcMs));
  };

  const planSoon = (device: Watched): void => {
    schedule.plan(device.id, clock.monotonicMs() + pace.confirmMs * (0.6 + 0.8 * random()));
  };

  const planNext = (device: Watched): void => {
    if (device.reachability.kind === "doubtful") planSoon(device);
    else schedule.plan(device.id, nextTryMs(device, clock.monotonicMs(), random()));
  };

  const pictures = createPictures({
    devices,
    runs: takeAnswer,
    stopped: (device) => {
      if (device.asking === null) planSoon(device);
    },
    loginChanged: ({ id }) => {
      changed.add(id);
    },
  });

  const isHere = (device: Watched): boolean => !closed && devices.get(device.id) === device;

  /** One try; with `everything` also what needs the login, due or not. */
  const ask = async (device: Watched, everything: boolean): Promise<void> => {
    if (!isHere(device)) return;
    const heard = await askReach(device, { queries, clock, time });
    if (!isHere(device) || heard.kind === "gone") return;
    if (heard.kind === "failed") {
      takeFailure(device, heard.cause, heard.askedAtUtcMs);
      return;
    }
    takeAnswer(device);
    if (heard.clockNoted) ledger.facts(device, false);
    if (device.kind !== "onvif" || !(everything || wantsExamination(device, time.nowUtcMs()))) return;
    if (device.refusedSources.size > 0) return;
    const soon = await askExamination(device, { queries, time });
    if (isHere(device)) ledger.facts(device, soon);
  };

  const start = (device: Watched, everything: boolean, priority = 0): Promise<void> => {
    if (device.asking !== null) return device.asking;
    const asking = queue
      .add(() => ask(device, everything), { priority })
      .catch((thrown: unknown) => {
        log.error({ deviceId: device.id, error: String(thrown) }, "a device's health could not be asked");
      })
      .then(() => {
        device.asking = null;
        if (isHere(device)) planNext(device);
      });
    device.asking = asking;
    return asking;
  };

  const askDue = (): void => {
    for (const deviceId of schedule.takeDue(clock.monotonicMs())) {
      const device = devices.get(deviceId);
      if (device === undefined) continue;
      // A running picture says what would be asked; only what it does not say is asked.
      const wanted = isClockDue(device, clock.monotonicMs()) || wantsExamination(device, time.nowUtcMs());
      if (device.liveSources.size > 0 && !wanted) {
        takeAnswer(device);
        planNext(device);
      } else void start(device, false);
    }
  };

  const followClock = (): void => {
    const byMs = time.takeJump();
    if (byMs === 0) return;
    log.warn({ byMs }, "the workstation's clock was set; what is open moves with it");
    ledger.shift(byMs);
    for (const device of devices.values()) {
      if (device.reachability.kind === "unknown") continue;
      device.reachability = shifted(device.reachability, byMs);
      changed.add(device.id);
    }
  };

  const write = (also?: (db: WritableDb) => void): void => {
    const written = ledger.write(time.nowUtcMs(), also);
    if (written === null) return;
    for (const deviceId of written) changed.add(deviceId);
    writtenAtMs = clock.monotonicMs();
  };

  const tell = (): void => {
    const rows = [...changed].flatMap((deviceId) => {
      const device = devices.get(deviceId);
      return device === undefined ? [] : [healthOf(device)];
    });
    changed.clear();
    if (rows.length > 0) for (const listener of listeners) listener(rows);
  };

  const prune = (): void => {
    prunedAtMs = clock.monotonicMs();
    const dropped = database.write((db) => pruneHistory(db, time.nowUtcMs()));
    if (dropped > 0) log.info({ dropped }, "outages beyond what is kept were dropped");
  };

  const tick = (): void => {
    try {
      followClock();
      askDue();
      const nowMs = clock.monotonicMs();
      if (ledger.isUrgent() || nowMs - writtenAtMs >= writeEveryMs) write();
      // While the disk takes nothing, what is not on it is not told.
      if (!ledger.isUrgent()) tell();
      if (nowMs - prunedAtMs >= pruneEveryMs) prune();
    } catch (thrown) {
      log.error({ error: String(thrown) }, "looking after the devices' health failed");
    }
    stopTick = clock.after(tickMs, tick);
  };

  const forget = (deviceId: string): void => {
    devices.delete(deviceId);
    schedule.forget(deviceId);
    ledger.forget(deviceId);
    pictures.forget(deviceId);
  };

  /**
   * Takes in who is new and lets go who is gone. At the start the first tries come spread over one interval; who is
   * added later is asked soon.
   */
  const follow = (): void => {
    if (closed) return;
    const nowMs = clock.monotonicMs();
    const targets = database.read((db) => queries.targets(db));
    const present = new Set<string>();
    for (const target of targets) {
      present.add(target.id);
      if (devices.has(target.id)) continue;
      const device = newlyWatched(target);
      devices.set(target.id, device);
      if (begun) planSoon(device);
      else schedule.plan(device.id, placeAfter(nowMs, pace.reachMs, device.share));
    }
    for (const deviceId of devices.keys()) if (!present.has(deviceId)) forget(deviceId);
  };

  /** Adding many devices tells of each. */
  const followSoon = throttle(clock, 250, follow);

  const begin = (): void => {
    const blindMs = database.write((db) => resumeWatch(db, time.nowUtcMs()));
    if (blindMs !== null && blindMs < 0)
      log.warn({ blindMs }, "the clock stands before the time of the last look: how long nobody looked is not known");
    follow();
    const saved = database.read(readFacts);
    for (const device of devices.values()) Object.assign(device.facts, saved.get(device.id) ?? {});
    for (const { deviceId, startedAtUtcMs, cause } of database.read(readOpenOutages)) {
      const device = devices.get(deviceId);
      if (device !== undefined)
        device.reachability = { kind: "offline", sinceUtcMs: startedAtUtcMs, cause, failures: 2 };
    }
    begun = true;
    stopTick = clock.after(tickMs, tick);
  };
  begin();

  return {
    list: () => [...devices.values()].map(healthOf),
    outages: (page) => success(database.read((db) => readHistory(db, { ...page, nowUtcMs: time.nowUtcMs() }))),
    probe: async (deviceId, request) => {
      const gone = refusal("notFound", "no such device", "input.deviceId");
      const device = devices.get(deviceId);
      if (device === undefined) return gone;
      if (device.asking !== null) await device.asking;
      schedule.forget(deviceId);
      await start(device, true, 1);
      if (device.reachability.kind === "doubtful") {
        schedule.forget(deviceId);
        await start(device, true, 1);
      }
      if (!isHere(device)) return gone;
      write((db) => request?.audit(db));
      changed.add(deviceId);
      return success(healthOf(device));
    },
    devicesChanged: (reopenedDeviceId) => {
      followSoon();
      const reopened = reopenedDeviceId === null ? undefined : devices.get(reopenedDeviceId);
      if (reopened === undefined) return;
      const target = database.read((db) => queries.target(db, reopened.id));
      if (target !== undefined) {
        reopened.facts.firmwareVersion = target.firmwareVersion;
        reopened.facts.clockOffsetMs = target.clockOffsetMs;
      }
      reopened.facts.examinedAtUtcMs = null;
      reopened.refusedSources.clear();
      schedule.plan(reopened.id, clock.monotonicMs());
    },
    sessionChanged: (change) => {
      if (!closed) pictures.sessionChanged(change);
    },
    onChanged: (listener) => {
      listeners.push(listener);
    },
    close: () => {
      if (closed) return;
      closed = true;
      stopTick();
      queue.clear();
      ledger.write(time.nowUtcMs());
    },
  };
};
