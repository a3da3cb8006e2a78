import type { z } from "zod";
import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import {
  wallLayout,
  type openedView,
  type viewChange,
  type ViewOutcome,
  type ViewSummary,
  type viewWish,
} from "../contract/wall";
import type { Database, WritableDb } from "../database";
import { camerasOf } from "../domain/layout";
import { refusal, success, type Result } from "../domain/result";
import { readStored } from "./storedJson";
import * as queries from "./viewQueries";

interface AuditedContext {
  audit(db: WritableDb): void;
}

/**
 * The room's saved views. Changes name the version they were made on: one made on an older version is not written and
 * answers `changedElsewhere` with the view as it is. Throw `DatabaseError` where the database cannot be written.
 */
export interface Views {
  /** By folder and name. */
  list(): ViewSummary[];
  /** `notFound` when it is gone. A view that cannot be read is left as it is. */
  open(viewId: string): Result<z.infer<typeof openedView>>;
  /** `alreadyExists` (part `name`) when another in the folder has the name, `notFound` when it is gone. */
  save(wish: z.infer<typeof viewWish>, context: AuditedContext): Result<ViewOutcome>;
  change(wish: z.infer<typeof viewChange>, context: AuditedContext): Result<ViewOutcome>;
  /** Removing one that is gone already is no failure. */
  remove(viewId: string, context: AuditedContext): Result<Record<string, never>>;
  /** `alreadyExists` when its name was given to another since, `notFound` when its month is over. */
  restore(viewId: string, context: AuditedContext): Result<ViewSummary>;
  onChanged(listener: () => void): void;
}

const keptRemovedMs = 30 * 24 * 3_600_000;

export const createViews = (parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly id: () => string;
}): Views => {
  const { database, clock, log, id } = parts;
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  database.write((db) => db.run(queries.forget, clock.nowUtcMs() - keptRemovedMs));

  const write = <Value>(work: (db: WritableDb) => Result<Value>): Result<Value> => {
    const written = database.write(work);
    if (written.ok) changed();
    return written;
  };

  const summary = (db: WritableDb, viewId: string): Result<ViewSummary> => {
    const view = db.get(queries.one, viewId);
    return view === undefined ? refusal("notFound") : success(view);
  };

  const nameTaken = (db: WritableDb, folder: string, name: string, viewId: string | null): boolean => {
    const namesake = db.get(queries.byName, folder, name);
    return namesake !== undefined && namesake.id !== viewId;
  };

  const taken = (): Result<never> => refusal("alreadyExists", "another view of this folder has the name", "name");

  return {
    list: () => database.read((db) => db.all(queries.all)),

    open: (viewId) => {
      const row = database.read((db) => db.get(queries.layoutOf, viewId));
      const before = database.read((db) => db.get(queries.one, viewId));
      if (row === undefined || before === undefined) return refusal("notFound");
      const layout = readStored(wallLayout, row.layout);
      if (!layout.ok) {
        log.warn({ viewId, part: layout.part }, "a saved view cannot be read; it is kept and not opened");
        return success({ state: "unreadable", view: before, part: layout.part });
      }
      const openedAtUtcMs = clock.nowUtcMs();
      database.write((db) => db.run(queries.opened, openedAtUtcMs, viewId));
      changed();
      return success({ state: "readable", view: { ...before, openedAtUtcMs }, layout: layout.value });
    },

    save: ({ known, name, folder, layout }, context) =>
      write((db): Result<ViewOutcome> => {
        const viewId = known?.viewId ?? id();
        const before = known === undefined ? undefined : db.get(queries.one, viewId);
        if (known !== undefined && before === undefined) return refusal("notFound");
        if (before !== undefined && before.version !== known?.version)
          return success({ outcome: "changedElsewhere", view: before });
        if (nameTaken(db, folder, name, viewId)) return taken();
        const counts = [layout.tiles.length, camerasOf(layout).length] as const;
        const text = JSON.stringify(layout);
        if (before === undefined) db.run(queries.insert, viewId, folder, name, text, ...counts, clock.nowUtcMs());
        else db.run(queries.replace, folder, name, text, ...counts, clock.nowUtcMs(), viewId);
        context.audit(db);
        const saved = summary(db, viewId);
        return saved.ok ? success({ outcome: "saved", view: saved.value }) : saved;
      }),

    change: ({ viewId, version, name, folder }, context) =>
      write((db): Result<ViewOutcome> => {
        const before = db.get(queries.one, viewId);
        if (before === undefined) return refusal("notFound");
        if (before.version !== version) return success({ outcome: "changedElsewhere", view: before });
        const next = { name: name ?? before.name, folder: folder ?? before.folder };
        if (nameTaken(db, next.folder, next.name, viewId)) return taken();
        db.run(queries.describe, next.folder, next.name, clock.nowUtcMs(), viewId);
        context.audit(db);
        const saved = summary(db, viewId);
        return saved.ok ? success({ outcome: "saved", view: saved.value }) : saved;
      }),

    remove: (viewId, context) =>
      write((db) => {
        db.run(queries.remove, clock.nowUtcMs(), viewId);
        context.audit(db);
        return success({});
      }),

    restore: (viewId, context) =>
      write((db) => {
        const removed = db.get(queries.removed, viewId);
        if (removed === undefined) return summary(db, viewId);
        if (nameTaken(db, removed.folder, removed.name, viewId)) return taken();
        db.run(queries.restore, viewId);
        context.audit(db);
        return summary(db, viewId);
      }),

    onChanged: (listener) => {
      listeners.add(listener);
    },
  };
};
