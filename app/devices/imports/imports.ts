import type { Clock } from "../../base/clock";
import type { Log } from "../../base/log";
import { others } from "../../base/others";
import { throttle } from "../../base/throttle";
import {
  maxImportLines,
  type ImportFilter,
  type ImportJob,
  type ImportLineResult,
  type ImportState,
  type ImportWish,
} from "../../contract/imports";
import { DatabaseError, type Database } from "../../database";
import { failure, type Failure } from "../../domain/failure";
import { refusal, success, type Result } from "../../domain/result";
import type { Sites } from "../../sites";
import type { AuditedRequest, Devices } from "../index";
import { importLinesOf, type ImportLine } from "./importLines";
import {
  beginJob,
  countLines,
  dropJob,
  readJob,
  readLines,
  readPendingLine,
  recordLine,
  setJobState,
  settleLine,
  type PendingLine,
} from "./importStore";
import { parseRange } from "./range";
import { decodeText } from "./textFile";

/**
 * Adding many devices at once, at most {@link devicesAtOnce} under way.
 *
 *     start ──► reading ──► running ──last line──► finished
 *                             │  ▲
 *             stop, a restart ▼  │ resume
 *                            stopped
 */
export interface Imports {
  /** Records every line, then begins. Refused while another job runs. */
  start(wish: ImportWish, request?: AuditedRequest): Promise<Result<ImportJob>>;
  /** Takes no further line; those under way end. */
  stop(): Result<ImportJob>;
  resume(): Result<ImportJob>;
  read(page: { readonly filter: ImportFilter; readonly offset: number; readonly limit: number }): {
    readonly job: ImportJob | null;
    readonly lines: ImportLineResult[];
  };
  /** Called at most four times a second. */
  onProgressed(listener: (job: ImportJob) => void): void;
  /** Takes no further line and writes nothing more. */
  close(): void;
}

export interface ImportsSettings {
  readonly database: Database;
  readonly devices: Pick<Devices, "add" | "addStream" | "place">;
  readonly sites: Pick<Sites, "named">;
  readonly clock: Clock;
  readonly log: Log;
  readonly id: () => string;
}

const devicesAtOnce = 8;
const toldEveryMs = 250;
/** Lines recorded in one transaction: other requests are served between two of them. */
const linesAtOnce = 250;

export const createImports = ({ database, devices, sites, clock, log, id }: ImportsSettings): Imports => {
  const listeners: ((job: ImportJob) => void)[] = [];
  let job: ImportJob | null = null;
  /** Last line taken by anyone; lines are taken in order. */
  let takenLine = 0;
  let atWork = 0;
  let closed = false;

  const tell = throttle(clock, toldEveryMs, () => {
    if (job !== null && !closed) for (const listener of listeners) listener(job);
  });

  const enter = (current: ImportJob, state: ImportState): ImportJob => {
    database.write((db) => {
      setJobState(db, current.id, state);
    });
    job = { ...current, state };
    tell();
    return job;
  };

  const restore = (): ImportJob | null => {
    const recorded = database.read(readJob);
    if (recorded === null) return null;
    if (recorded.state === "reading") {
      // The station ended in the middle of the lines: nobody could tell which are missing.
      database.write(dropJob);
      return null;
    }
    const counts = database.read((db) => countLines(db, recorded.id));
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const added = counts.get("added") ?? 0;
    const restored = { ...recorded, total, added, failed: total - added - (counts.get("pending") ?? 0) };
    return restored.state === "running" ? enter(restored, "stopped") : restored;
  };
  job = restore();

  /** Only a device that was added makes a site. */
  const place = (deviceId: string, { site, town }: PendingLine): Failure | null => {
    if (site === "") return null;
    const siteId = sites.named(town, site);
    if (!siteId.ok) return siteId.error;
    const placed = devices.place({ siteId: siteId.value, deviceIds: [deviceId] });
    return placed.ok ? null : placed.error;
  };

  const ask = async (line: PendingLine): Promise<Failure | null> => {
    const { address, name, userName, password } = line;
    const login = { userName, password };
    const result = /^rtsps?:/.test(address)
      ? await devices.addStream({ name: name === "" ? new URL(address).hostname : name, mainUrl: address, ...login })
      : await devices.add({ address, ...(name === "" ? {} : { name }), ...login });
    return result.ok ? place(result.value.id, line) : result.error;
  };

  const settle = (line: PendingLine, why: Failure | null): void => {
    if (job === null || closed) return;
    const { id: jobId } = job;
    database.write((db) => {
      settleLine(db, jobId, line, why?.kind ?? "added", why?.part?.slice(0, 200) ?? null);
    });
    job = why === null ? { ...job, added: job.added + 1 } : { ...job, failed: job.failed + 1 };
    tell();
  };

  const take = (): PendingLine | null => {
    if (closed || job?.state !== "running") return null;
    const { id: jobId } = job;
    const next = database.read((db) => readPendingLine(db, jobId, takenLine));
    if (next !== null) takenLine = next.line;
    return next;
  };

  const work = async (): Promise<void> => {
    for (let next = take(); next !== null; next = take()) {
      const why = await ask(next).catch((thrown: unknown) =>
        thrown instanceof DatabaseError ? thrown.failure : failure("internal", String(thrown)),
      );
      settle(next, why);
      // A line that needs no device answers at once: the station is not theirs alone.
      await others();
    }
  };

  const begin = (current: ImportJob): ImportJob => {
    const running = enter(current, "running");
    // Lines still under way are behind this one; with nobody at work what is pending was left behind.
    if (atWork === 0) takenLine = 0;
    for (; atWork < devicesAtOnce; atWork += 1)
      void work()
        .catch((thrown: unknown) => {
          log.error({ error: String(thrown) }, "batch adding stopped");
          if (job?.state === "running" && !closed) job = { ...job, state: "stopped" };
        })
        .finally(() => {
          atWork -= 1;
          if (atWork === 0 && job?.state === "running" && !closed) enter(job, "finished");
        });
    return running;
  };

  const linesOf = (wish: ImportWish): Result<Iterable<ImportLine>> => {
    if (wish.source.kind === "file") {
      const text = decodeText(wish.source.bytes, "input.source.bytes");
      return text.ok ? success(importLinesOf(text.value)) : text;
    }
    const addresses = parseRange(wish.source.text, "input.source.text");
    if (!addresses.ok) return addresses;
    return success(
      addresses.value.map((address, index) => ({
        line: index + 1,
        address,
        name: "",
        login: null,
        place: null,
        failure: null,
      })),
    );
  };

  const recordLines = async (current: ImportJob, lines: Iterable<ImportLine>, wish: ImportWish): Promise<boolean> => {
    const { userName, password } = wish;
    const defaults = wish.tryDefaults && userName !== "" ? { userName, password } : null;
    let reading = current;
    let batch: ImportLine[] = [];
    const write = (): void => {
      const broken = batch.filter((line) => line.failure !== null).length;
      database.write((db) => {
        for (const line of batch) recordLine(db, current.id, { ...line, login: line.login ?? defaults });
      });
      reading = { ...reading, total: reading.total + batch.length, failed: reading.failed + broken };
      job = reading;
      batch = [];
      tell();
    };
    for (const line of lines) {
      if (reading.total + batch.length === maxImportLines) return false;
      batch.push(line);
      if (batch.length < linesAtOnce) continue;
      write();
      await others();
    }
    write();
    return true;
  };

  return {
    start: async (wish, request) => {
      if (job?.state === "running" || job?.state === "reading" || atWork > 0)
        return refusal("invalidInput", "another job is running", "input");
      const lines = linesOf(wish);
      if (!lines.ok) return lines;
      const started: ImportJob = {
        id: id(),
        startedAtUtcMs: clock.nowUtcMs(),
        state: "reading",
        total: 0,
        added: 0,
        failed: 0,
      };
      database.write((db) => {
        beginJob(db, started.id, started.startedAtUtcMs);
        request?.audit(db);
      });
      job = started;
      const whole = await recordLines(started, lines.value, wish);
      if (whole && job.total > 0) return success(begin(job));
      database.write(dropJob);
      job = null;
      const detail = whole ? "no line with a device in it" : `more than ${maxImportLines} lines`;
      return refusal("invalidInput", detail, "input.source");
    },
    stop: () => {
      if (job?.state !== "running") return refusal("notFound", "nothing is running", "job");
      return success(enter(job, "stopped"));
    },
    resume: () => {
      if (job?.state !== "stopped") return refusal("notFound", "nothing was stopped", "job");
      return success(begin(job));
    },
    read: ({ filter, offset, limit }) => {
      const current = job;
      if (current === null) return { job: null, lines: [] };
      return { job: current, lines: database.read((db) => readLines(db, current.id, filter, limit, offset)) };
    },
    onProgressed: (listener) => {
      listeners.push(listener);
    },
    close: () => {
      closed = true;
    },
  };
};
