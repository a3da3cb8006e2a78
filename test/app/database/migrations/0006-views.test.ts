import { expect, test } from "vitest";
import { wallLayout } from "../../../../app/contract/wall";
import { migrate } from "../../../../app/database/migrate";
import { migrations } from "../../../../app/database/migrations";
import { builtInGrid } from "../../../../app/domain/builtInGrids";
import { plainTile } from "../../../../app/domain/layout";
import { newConnection } from "../testDatabase";

const before = migrations.filter(({ version }) => version < 6);
const upTo = migrations.filter(({ version }) => version <= 6);

test("walls of before come back on their even grids, with their cameras in place and plainly shown", async () => {
  const connection = await newConnection();
  migrate(connection, before);
  const tilesOf = (size: number): (string | null)[] =>
    Array.from({ length: size }, (_, index) => (index % 2 === 0 ? `camera-${String(index)}` : null));
  const sizes = [1, 4, 9, 16, 36, 64] as const;
  const insert = connection.prepare("INSERT INTO wall VALUES (?, ?, ?, ?)");
  for (const size of sizes) insert.run(`wall-${String(size)}`, size, JSON.stringify(tilesOf(size)), size);
  migrate(connection, upTo);
  const select = connection.prepare("SELECT layout, saved_at_utc_ms AS at FROM wall WHERE name = ?");
  for (const size of sizes) {
    const row = select.get(`wall-${String(size)}`) as { layout: string; at: number };
    expect(wallLayout.parse(JSON.parse(row.layout))).toEqual({
      grid: builtInGrid(size),
      tiles: tilesOf(size).map((cameraId) => (cameraId === null ? null : plainTile(cameraId))),
    });
    expect(row.at).toBe(size);
  }
});

test("two views of a folder never have one name, unless one of them was removed", async () => {
  const connection = await newConnection();
  migrate(connection, upTo);
  const insert = (id: string, folder: string, removedAt: string): void => {
    connection.exec(`INSERT INTO view (id, folder, name, layout, tile_count, camera_count, version, changed_at_utc_ms,
      removed_at_utc_ms) VALUES ('${id}', '${folder}', 'Gate', '{}', 0, 0, 1, 0, ${removedAt})`);
  };
  insert("a", "", "NULL");
  insert("b", "Night", "NULL");
  insert("c", "", "5");
  expect(() => {
    insert("d", "", "NULL");
  }).toThrow(/UNIQUE/);
  const plan = connection
    .prepare("EXPLAIN QUERY PLAN SELECT id FROM view WHERE folder = ? AND name = ? AND removed_at_utc_ms IS NULL")
    .all("", "") as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join()).toContain("view_by_name");
});
