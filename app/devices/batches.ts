import PQueue from "p-queue";
import type { Audit } from "../accounts";
import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import { others } from "../base/others";
import { throttle } from "../base/throttle";
import type { BatchAction, BatchFilter, BatchJob, BatchResult, BatchState, BatchWish } from "../contract/batch";
import { DatabaseError, type Database } from "../database";
import type { RequestContext } from "../dispatch/context";
import { failure, type Failure } from "../domain/failure";
import { refusesLogin } from "../domain/loginRefusal";
import { refusal, success, type Result } from "../domain/result";
import { takeStep, traceOf, type Probe } from "./batchSteps";
import type { Devices } from "./index";

/**
 * One thing done to many devices, at most {@link devicesAtOnce} under way. What is done stays done; a job is not kept
 * over a restart, for its login is nowhere but in memory, and there no longer than the job may need it.
 *
 *     start ──login──► trying ──accepted──► running ──last device──► finished ◄──nothing left──┐
 *       │              ▲│   │               ▲ ▲  │                                             │
 *       └─otherwise────┼┼───┼───────────────┘ │  │ stop                                        │
 *                      ││   └──stop──► stopping ◄┘ ──last under way──► stopped ◄──something left
 *                      ││                     └─────────────resume──────┘
 *                      │└──refused──► refused                             │
 *                      └──────────resume, accepted by none so far─────────┘
 */
export interface Batches {
  /** Refused while another job is at work. */
  start(wish: BatchWish, request: Pick<RequestContext, "operator" | "windowName" | "audit">): Result<BatchJob>;
  /** Takes no further device; those under way end. */
  stop(): Result<BatchJob>;
  /** Goes on with what a stopped job has left, each device as the records have it now; `notFound` for any other job. */
  resume(request: Pick<RequestContext, "operator" | "windowName" | "audit">): Result<BatchJob>;
  /** Devices of the records that the job was about and that are not done, in its order. */
  unsuccessful(): string[];
  read(page: { readonly filter: BatchFilter; readonly offset: number; readonly limit: number }): {
    readonly job: BatchJob | null;
    readonly results: BatchResult[];
  };
  /** Called at most four times a second. */
  onProgressed(listener: (job: BatchJob) => void): void;
  /** Takes no further device and writes nothing more. */
  close(): void;
}

export interface BatchesSettings {
  readonly database: Database;
  readonly devices: Pick<Devices, "list" | "change" | "place" | "remove">;
  readonly probe: Probe;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
  readonly id: () => string;
}

type Item = { -readonly [Key in keyof BatchResult]: BatchResult[Key] };
type Asker = Pick<RequestContext, "operator" | "windowName">;

const devicesAtOnce = 8;
const toldEveryMs = 250;

const atWork: readonly BatchState[] = ["trying", "running", "stopping"];

const isListed = ({ outcome }: Item, filter: BatchFilter): boolean => {
  if (filter === "all") return true;
  if (outcome === "left" || outcome === "underWay") return filter === "left";
  return filter === (outcome === "done" ? "done" : "failed");
};

/** Records at one address are one device's, which counts the refusals of all of them. */
const byAddress = (items: readonly Item[]): Item[][] => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.address);
    if (group === undefined || item.address === "") groups.set(item.address || item.deviceId, [item]);
    else group.push(item);
  }
  return [...groups.values()];
};

export const createBatches = (settings: BatchesSettings): Batches => {
  const { database, devices, audit, clock, log, id } = settings;
  const listeners: ((job: BatchJob) => void)[] = [];
  let job: BatchJob | null = null;
  let items: Item[] = [];
  /** What a job does; nothing once it can do no more, for a login is in it. */
  let wanted: BatchAction | null = null;
  /** Where the login was refused. */
  let refusedAt = new Set<string>();
  let closed = false;

  const tell = throttle(clock, toldEveryMs, () => {
    if (job !== null && !closed) for (const listener of listeners) listener(job);
  });
  const update = (change: Partial<BatchJob>): void => {
    if (job === null) return;
    job = { ...job, ...change };
    tell();
  };
  const isIn = (state: BatchState): boolean => !closed && job?.state === state;

  const settle = (item: Item, outcome: Item["outcome"], part: string | null): void => {
    item.outcome = outcome;
    item.part = part;
    if (job !== null) update(outcome === "done" ? { done: job.done + 1 } : { failed: job.failed + 1 });
  };

  /** One device, with its own row in the trace whatever becomes of it. */
  const take = async (item: Item, action: BatchAction, { operator, windowName }: Asker): Promise<Failure | null> => {
    item.outcome = "underWay";
    const batchId = job?.id ?? "";
    let traced = false;
    const trace = (db: Parameters<Audit["record"]>[0], outcome: string): void => {
      if (traced) return;
      audit.record(db, { operatorId: operator.id, windowName, outcome, ...traceOf(action, batchId, item.deviceId) });
      traced = true;
    };
    const step = async (): Promise<Failure | null> => {
      const result = await takeStep(settings, action, item.deviceId, {
        audit: (db) => {
          trace(db, "done");
        },
      });
      return result.ok ? null : result.error;
    };
    /** A step that changed no record has left no row yet. */
    const traceRest = (told: Failure | null): Failure | null => {
      try {
        database.write((db) => {
          trace(db, told?.kind ?? "done");
        });
        return told;
      } catch (thrown) {
        return thrownAs(thrown);
      }
    };
    const thrownAs = (thrown: unknown): Failure => {
      // A transaction that rolled back took its row with it.
      traced = false;
      if (!closed) log.error({ deviceId: item.deviceId, error: String(thrown) }, "a step of a batch failed");
      return thrown instanceof DatabaseError ? thrown.failure : failure("internal", String(thrown));
    };
    const told = await step().catch(thrownAs);
    if (closed) return told;
    const why = traceRest(told);
    settle(item, why?.kind ?? "done", why?.part?.slice(0, 200) ?? null);
    // What needs no device answers at once: the station is not the batch's alone.
    await others();
    return why;
  };

  const left = (): Item[] => items.filter(({ outcome }) => outcome === "left");

  /** Whether the devices may be asked: the first that says anything about the login speaks for all. */
  const tryLogin = async (action: BatchAction, asker: Asker): Promise<void> => {
    for (const item of left()) {
      if (!isIn("trying")) return;
      const why = await take(item, action, asker);
      if (why === null && isIn("trying")) update({ state: "running" });
      if (why !== null && refusesLogin(why.kind))
        update({ state: "refused", refusal: { name: item.name, kind: why.kind } });
    }
    // Nobody could be asked.
    if (isIn("trying")) update({ state: "running" });
  };

  const takeGroup = async (group: readonly Item[], action: BatchAction, asker: Asker): Promise<void> => {
    for (const item of group) {
      if (!isIn("running")) return;
      if (refusedAt.has(item.address)) settle(item, "notTried", null);
      else {
        const why = await take(item, action, asker);
        if (action.kind === "login" && why !== null && refusesLogin(why.kind)) refusedAt.add(item.address);
      }
    }
  };

  const run = async (action: BatchAction, asker: Asker): Promise<void> => {
    if (isIn("trying")) await tryLogin(action, asker);
    const queue = new PQueue({ concurrency: devicesAtOnce });
    for (const group of isIn("running") ? byAddress(left()) : []) void queue.add(() => takeGroup(group, action, asker));
    await queue.onIdle();
    if (isIn("running") || isIn("stopping")) update({ state: left().length === 0 ? "finished" : "stopped" });
    if (!isIn("stopped")) wanted = null;
  };

  const begin = (begun: BatchJob, action: BatchAction, asker: Asker): BatchJob => {
    job = begun;
    wanted = action;
    tell();
    void run(action, asker).catch((thrown: unknown) => {
      log.error({ error: String(thrown) }, "a batch stopped");
      update({ state: "stopped" });
    });
    return begun;
  };

  const recorded = (): ReadonlyMap<string, { readonly name: string; readonly address: string }> =>
    new Map(devices.list().map(({ id, name, host, port }) => [id, { name, address: `${host}:${String(port)}` }]));

  return {
    start: ({ action, deviceIds }, { operator, windowName, audit: traceStart }) => {
      if (job !== null && atWork.includes(job.state))
        return refusal("invalidInput", "another batch is at work", "input");
      database.write(traceStart);
      const known = recorded();
      items = [...new Set(deviceIds)].map((deviceId) => {
        const { name, address } = known.get(deviceId) ?? { name: "", address: "" };
        return { deviceId, name, address, outcome: "left", part: null };
      });
      refusedAt = new Set();
      const started: BatchJob = {
        id: id(),
        kind: action.kind,
        state: action.kind === "login" ? "trying" : "running",
        total: items.length,
        ...{ done: 0, failed: 0, refusal: null },
      };
      return success(begin(started, action, { operator, windowName }));
    },
    stop: () => {
      if (job === null || (job.state !== "trying" && job.state !== "running"))
        return refusal("notFound", "nothing is running", "job");
      update({ state: "stopping" });
      return success(job);
    },
    resume: ({ operator, windowName, audit: traceResume }) => {
      if (job?.state !== "stopped" || wanted === null) return refusal("notFound", "nothing was stopped", "job");
      database.write(traceResume);
      const known = recorded();
      for (const item of left()) {
        const device = known.get(item.deviceId);
        item.name = device?.name ?? item.name;
        // One that is gone stands at no address: what another record there was told is not about it.
        item.address = device?.address ?? "";
      }
      const untried = wanted.kind === "login" && job.done === 0;
      return success(begin({ ...job, state: untried ? "trying" : "running" }, wanted, { operator, windowName }));
    },
    unsuccessful: () => {
      const known = recorded();
      return items.flatMap(({ deviceId, outcome }) => (outcome !== "done" && known.has(deviceId) ? [deviceId] : []));
    },
    read: ({ filter, offset, limit }) => ({
      job,
      results: items
        .filter((item) => isListed(item, filter))
        .slice(offset, offset + limit)
        .map((item) => ({ ...item })),
    }),
    onProgressed: (listener) => {
      listeners.push(listener);
    },
    close: () => {
      closed = true;
    },
  };
};
