import { expect, test } from "vitest";
import { migrate } from "../../../../app/database/migrate";
import { migrations } from "../../../../app/database/migrations";
import { newConnection } from "../testDatabase";

const withJob = async () => {
  const connection = await newConnection();
  migrate(connection, migrations.slice(0, 3));
  connection.exec(`INSERT INTO import_job VALUES ('j', 0, 'running');
    INSERT INTO import_line VALUES ('j', 1, '10.0.0.1', '', 'admin', 'pw', 'pending', NULL)`);
  return connection;
};

test("a line that is done holds no password", async () => {
  const connection = await withJob();
  expect(() => connection.exec("UPDATE import_line SET outcome = 'added'")).toThrow(/CHECK/);
  connection.exec("UPDATE import_line SET outcome = 'added', password = ''");
});

test("a job takes its lines with it", async () => {
  const connection = await withJob();
  connection.exec("DELETE FROM import_job");
  expect(connection.prepare("SELECT * FROM import_line").all()).toEqual([]);
});

test("the next pending line is found by an index", async () => {
  const connection = await withJob();
  const plan = connection
    .prepare(
      `EXPLAIN QUERY PLAN SELECT line FROM import_line
        WHERE job_id = 'j' AND outcome = 'pending' AND line > 5 ORDER BY line LIMIT 1`,
    )
    .all() as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join("; ")).toMatch(/SEARCH.*import_line_by_outcome.*line>/);
});
