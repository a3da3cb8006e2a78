import { expect, test } from "vitest";
import { query } from "../../../app/database";
import { builtInGrid } from "../../../app/domain/builtInGrids";
import { mergeCells, moveBorder } from "../../../app/domain/gridEdit";
import { createGrids } from "../../../app/wall";
import { openTestDatabase } from "../database/testDatabase";

const damage = query<[id: string]>("test.damageGrid", `UPDATE grid SET grid = '{"columns":[1]}' WHERE id = ?`);

const drawn = moveBorder(mergeCells(builtInGrid(9), { column: 0, row: 0, columnSpan: 2, rowSpan: 2 }), "rows", 0, 0.1);

const drawingRoom = async () => {
  const database = await openTestDatabase();
  let made = 0;
  const grids = createGrids({ database, id: () => `grid-${String(++made)}` });
  let changes = 0;
  let audits = 0;
  grids.onChanged(() => {
    changes += 1;
  });
  const context = { audit: () => void (audits += 1) };
  return { database, grids, context, counts: () => ({ changes, audits }) };
};

test("a drawn grid is listed for every wall as it was drawn, replaced and removed", async () => {
  const { grids, context, counts } = await drawingRoom();
  const saved = grids.save({ name: "指挥中心", grid: drawn }, context);
  expect(saved).toEqual({ ok: true, value: { id: "grid-1", name: "指挥中心", grid: drawn } });
  expect(grids.list()).toEqual([{ id: "grid-1", name: "指挥中心", grid: drawn }]);
  grids.save({ gridId: "grid-1", name: "大厅", grid: builtInGrid(6) }, context);
  expect(grids.list()).toEqual([{ id: "grid-1", name: "大厅", grid: builtInGrid(6) }]);
  grids.remove("grid-1", context);
  expect(grids.list()).toEqual([]);
  expect(counts()).toEqual({ changes: 3, audits: 3 });
});

test("a name belongs to one grid, and one that is gone is not replaced", async () => {
  const { grids, context, counts } = await drawingRoom();
  grids.save({ name: "Hall", grid: drawn }, context);
  expect(grids.save({ name: "Hall", grid: drawn }, context)).toMatchObject({
    ok: false,
    error: { kind: "alreadyExists", part: "name" },
  });
  expect(grids.save({ gridId: "gone", name: "New", grid: drawn }, context)).toMatchObject({
    ok: false,
    error: { kind: "notFound" },
  });
  expect(counts()).toEqual({ changes: 1, audits: 1 });
});

test("one that cannot be read is listed without its grid; the others are whole", async () => {
  const { grids, context, database } = await drawingRoom();
  grids.save({ name: "A", grid: drawn }, context);
  grids.save({ name: "B", grid: drawn }, context);
  database.write((db) => db.run(damage, "grid-1"));
  expect(grids.list()).toEqual([
    { id: "grid-1", name: "A", grid: null },
    { id: "grid-2", name: "B", grid: drawn },
  ]);
});
