import { describe, expect, it } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { silentLog, type Log } from "../../../app/base/log";
import { viewWish } from "../../../app/contract/wall";
import { query, type Database } from "../../../app/database";
import { createViews } from "../../../app/wall";
import { openTestDatabase } from "../database/testDatabase";
import { layoutOf } from "../domain/layouts";

const day = 24 * 3_600_000;

const damage = query<[layout: string, id: string]>("test.damageView", "UPDATE view SET layout = ? WHERE id = ?");
const kept = query<[id: string], { layout: string }>("test.keptView", "SELECT layout FROM view WHERE id = ?");

const room = async (log: Log = silentLog) => {
  const database: Database = await openTestDatabase();
  let nowUtcMs = 1000;
  let made = 0;
  const clock = { ...systemClock, nowUtcMs: () => nowUtcMs };
  const start = () => createViews({ database, clock, log, id: () => `view-${String(++made)}` });
  const views = start();
  let changes = 0;
  let audits = 0;
  views.onChanged(() => {
    changes += 1;
  });
  const context = {
    audit: () => {
      audits += 1;
    },
  };
  const add = (name: string, folder = "") => {
    const saved = views.save({ name, folder, layout: layoutOf("a", null, "b", null) }, context);
    if (!saved.ok) throw new Error(saved.error.kind);
    return saved.value.view;
  };
  return {
    views,
    add,
    context,
    database,
    start,
    counts: () => ({ changes, audits }),
    pass: (ms: number) => {
      nowUtcMs += ms;
    },
  };
};

describe("views", () => {
  it("are listed by folder and name, without reading a layout, and open as they were saved", async () => {
    const { views, add, pass, counts } = await room();
    const night = add("Gate", "Night");
    add("All");
    expect(counts()).toEqual({ changes: 2, audits: 2 });
    expect(views.list().map(({ folder, name }) => [folder, name])).toEqual([
      ["", "All"],
      ["Night", "Gate"],
    ]);
    expect(night).toMatchObject({ tileCount: 4, cameraCount: 2, version: 1, openedAtUtcMs: null });
    pass(500);
    expect(views.open(night.id)).toMatchObject({
      ok: true,
      value: { state: "readable", layout: layoutOf("a", null, "b", null), view: { openedAtUtcMs: 1500 } },
    });
    expect(views.list().find(({ id }) => id === night.id)?.openedAtUtcMs).toBe(1500);
  });

  it("have a name once in a folder", async () => {
    const { views, add, context } = await room();
    const gate = add("Gate");
    const other = add("Gate", "Night");
    const again = views.save({ name: "Gate", folder: "", layout: layoutOf("c") }, context);
    expect(again).toMatchObject({ ok: false, error: { kind: "alreadyExists", part: "name" } });
    const moved = views.change({ viewId: other.id, version: 1, folder: "" }, context);
    expect(moved).toMatchObject({ ok: false, error: { kind: "alreadyExists" } });
    expect(views.change({ viewId: gate.id, version: 1, name: "Gate" }, context)).toMatchObject({ ok: true });
  });

  it("are not overwritten by a window that knows an older version; nothing of either is lost", async () => {
    const { views, add, context } = await room();
    const { id } = add("Gate");
    const first = views.save(
      { known: { viewId: id, version: 1 }, name: "Gate", folder: "", layout: layoutOf("1") },
      context,
    );
    expect(first).toMatchObject({ ok: true, value: { outcome: "saved", view: { version: 2 } } });
    const wish = { name: "Gate", folder: "", layout: layoutOf("2") };
    const second = views.save({ ...wish, known: { viewId: id, version: 1 } }, context);
    expect(second).toMatchObject({ ok: true, value: { outcome: "changedElsewhere", view: { id, version: 2 } } });
    expect(views.open(id)).toMatchObject({ value: { layout: layoutOf("1") } });
    expect(views.change({ viewId: id, version: 1, name: "Door" }, context)).toMatchObject({
      value: { outcome: "changedElsewhere" },
    });
    const overwritten = views.save({ ...wish, known: { viewId: id, version: 2 } }, context);
    expect(overwritten).toMatchObject({ value: { outcome: "saved", view: { version: 3 } } });
    expect(views.open(id)).toMatchObject({ value: { layout: layoutOf("2") } });
  });

  it("come back after they were removed, for a month, unless their name was given away", async () => {
    const { views, add, context, pass, start } = await room();
    const gate = add("Gate");
    views.remove(gate.id, context);
    expect(views.list()).toEqual([]);
    expect(views.open(gate.id)).toMatchObject({ ok: false, error: { kind: "notFound" } });
    pass(29 * day);
    start();
    const other = add("Gate");
    expect(views.restore(gate.id, context)).toMatchObject({ ok: false, error: { kind: "alreadyExists" } });
    views.remove(other.id, context);
    expect(views.restore(gate.id, context)).toMatchObject({ ok: true, value: { name: "Gate" } });
    views.remove(gate.id, context);
    pass(31 * day);
    start();
    expect(views.restore(gate.id, context)).toMatchObject({ ok: false, error: { kind: "notFound" } });
  });

  it.each([
    ["no JSON", "{ broken", "json"],
    [
      "a tile that is none",
      JSON.stringify({ ...layoutOf("a", "b", "c", "d"), tiles: [null, null, null, 7] }),
      "tiles.3",
    ],
    [
      "cells that do not cover its grid",
      JSON.stringify({
        grid: { columns: [1], rows: [1, 1], cells: [{ column: 0, row: 0, columnSpan: 1, rowSpan: 1 }] },
        tiles: [null],
      }),
      "grid",
    ],
  ])("that hold %s are told, kept as they are, and touch no other", async (_, layout, part) => {
    const warnings: unknown[] = [];
    const { views, add, database, context } = await room({
      ...silentLog,
      warn: (fields) => void warnings.push(fields),
    });
    const gate = add("Gate");
    const other = add("Door");
    database.write((db) => db.run(damage, layout, gate.id));
    expect(views.open(gate.id)).toMatchObject({
      ok: true,
      value: { state: "unreadable", part, view: { name: "Gate" } },
    });
    expect(warnings).toMatchObject([{ viewId: gate.id, part }]);
    expect(database.read((db) => db.get(kept, gate.id))).toEqual({ layout });
    expect(views.list()).toHaveLength(2);
    expect(views.open(other.id)).toMatchObject({ value: { state: "readable" } });
    expect(views.change({ viewId: gate.id, version: 1, name: "Broken" }, context)).toMatchObject({ ok: true });
  });

  it("refuse names of 500 characters, and take any script", () => {
    const wish = { folder: "", layout: layoutOf("a") };
    expect(viewWish.safeParse({ ...wish, name: "门".repeat(500) }).error?.issues[0]?.path).toEqual(["name"]);
    expect(viewWish.safeParse({ ...wish, name: "x", folder: "y".repeat(500) }).error?.issues[0]?.path).toEqual([
      "folder",
    ]);
    expect(viewWish.safeParse({ ...wish, name: "   " }).success).toBe(false);
    for (const name of ["夜班 🚨", "البوابة الشرقية", "\u202eGate"])
      expect(viewWish.safeParse({ ...wish, name }).success).toBe(true);
  });
});
