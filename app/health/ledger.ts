import type { Log } from "../base/log";
import { DatabaseError, type Database, type WritableDb } from "../database";
import type { HealthQueries } from "../devices";
import type { OutageStep } from "./reachability";
import { shiftOpenOutages, writeFacts, writeOutageBegin, writeOutageEnd, writeSeen } from "./store";
import type { Watched } from "./watched";

/** What was found out and is not on the disk yet: many devices are written in one transaction. */
export interface Ledger {
  outage(deviceId: string, step: NonNullable<OutageStep>): void;
  /** Its facts, as they are when they are written. `soon`: not only with the next round. */
  facts(device: Watched, soon: boolean): void;
  /** The workstation's clock was set: what is open moves with it. */
  shift(byMs: number): void;
  forget(deviceId: string): void;
  /** Whether something waits that is to be on the disk soon. */
  isUrgent(): boolean;
  /**
   * Writes everything, and that the devices are looked after at this moment. Answers the devices it was about; null when
   * the database could not take it, which is tried again.
   * @throws what `also` throws, and the database's refusal when `also` is given
   */
  write(nowUtcMs: number, also?: (db: WritableDb) => void): string[] | null;
}

/** Steps that wait at most, while the disk takes nothing: fifty outages a device are more than can be true. */
const maxSteps = 250_000;

type Entry =
  | { readonly kind: "step"; readonly deviceId: string; readonly step: NonNullable<OutageStep> }
  | { readonly kind: "shift"; readonly byMs: number };

export const createLedger = (parts: {
  readonly database: Database;
  readonly queries: HealthQueries;
  readonly log: Log;
}): Ledger => {
  const { database, queries, log } = parts;
  let entries: Entry[] = [];
  const changed = new Map<string, Watched>();
  let urgent = false;
  let failing = false;

  const add = (entry: Entry): void => {
    urgent = true;
    if (entries.length < maxSteps) entries.push(entry);
    else if (entry.kind === "step") log.error({ deviceId: entry.deviceId }, "an outage could not be kept");
  };

  const writeAll = (db: WritableDb, nowUtcMs: number): void => {
    for (const entry of entries) {
      if (entry.kind === "shift") shiftOpenOutages(db, entry.byMs);
      else if (entry.step.kind === "began") writeOutageBegin(db, entry.deviceId, entry.step);
      else writeOutageEnd(db, entry.deviceId, entry.step.endedAtUtcMs);
    }
    for (const { id, facts } of changed.values()) {
      writeFacts(db, id, facts);
      queries.note(db, id, facts);
    }
    writeSeen(db, nowUtcMs);
  };

  return {
    outage: (deviceId, step) => {
      add({ kind: "step", deviceId, step });
    },
    facts: (device, soon) => {
      changed.set(device.id, device);
      urgent ||= soon;
    },
    shift: (byMs) => {
      add({ kind: "shift", byMs });
    },
    forget: (deviceId) => {
      changed.delete(deviceId);
      entries = entries.filter((entry) => entry.kind !== "step" || entry.deviceId !== deviceId);
    },
    isUrgent: () => urgent,
    write: (nowUtcMs, also) => {
      try {
        database.write((db) => {
          writeAll(db, nowUtcMs);
          also?.(db);
        });
      } catch (thrown) {
        if (also !== undefined || !(thrown instanceof DatabaseError)) throw thrown;
        if (!failing) log.error({ failure: thrown.failure }, "the devices' health could not be written");
        failing = true;
        return null;
      }
      failing = false;
      const written = new Set(changed.keys());
      for (const entry of entries) if (entry.kind === "step") written.add(entry.deviceId);
      entries = [];
      changed.clear();
      urgent = false;
      return [...written];
    },
  };
};
