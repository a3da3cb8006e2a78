import { describe, expect, it, onTestFinished } from "vitest";
import { createAudit } from "../../../app/accounts";
import { silentLog } from "../../../app/base/log";
import { systemClock } from "../../../app/base/clock";
import { requests } from "../../../app/contract/requests";
import { DatabaseError, query, type Database } from "../../../app/database";
import { createDispatcher, type Handlers, type Operator } from "../../../app/dispatch";
import { failure } from "../../../app/domain/failure";
import { refusal, success } from "../../../app/domain/result";
import { portPair } from "../../harness/portPair";
import { stationClient } from "../../harness/stationClient";
import { openTestDatabase } from "../database/testDatabase";
import { emptyLayout } from "../../../app/domain/layout";

const chief: Operator = {
  id: "operator-1",
  name: "值班员",
  roles: ["officer", "dispatcher", "administrator", "auditor"],
};
const auditor: Operator = { ...chief, roles: ["auditor"] };

const auditRows = query<[], { request: string; outcome: string; details: string }>(
  "test.audit",
  "SELECT request, outcome, details FROM audit ORDER BY id",
);
const audited = (database: Database) => database.read((db) => db.all(auditRows)).map((row) => ({ ...row }));

const unexpected = () => {
  throw new Error("this handler should not have been reached");
};
const unreached: Handlers = Object.fromEntries(Object.keys(requests).map((name) => [name, unexpected])) as never;

const serve = async (handlers: Partial<Handlers>, operator: Operator | null = chief) => {
  const database = await openTestDatabase();
  const dispatcher = createDispatcher({
    handlers: { ...unreached, ...handlers },
    database,
    audit: createAudit({ clock: systemClock }),
    currentOperator: () => operator,
    log: silentLog,
  });
  const [stationEnd, windowEnd] = portPair();
  dispatcher.connect(stationEnd, "wall-1");
  const client = stationClient(windowEnd);
  onTestFinished(() => {
    client.close();
  });
  return { client, database, dispatcher };
};

describe("the dispatcher", () => {
  it("answers a request that fits its schema and role", async () => {
    const { client, database } = await serve({ "devices.list": () => success([]) });
    expect(await client.ask("devices.list", {})).toEqual({ ok: true, value: [] });
    expect(audited(database)).toEqual([]);
  });

  it("names the part that fails the schema, and reaches no handler", async () => {
    const { client, database } = await serve({});
    const layout = { ...emptyLayout(4), tiles: [null, null, 3, null] };
    const answer = await client.askAnything("wall.save", { wallName: "wall-1", layout });
    expect(answer).toMatchObject({ ok: false, error: { kind: "invalidInput", part: "input.layout.tiles.2" } });
    expect(audited(database)).toEqual([{ request: "wall.save", outcome: "invalidInput", details: "{}" }]);
  });

  it("refuses what the role does not hold, and leaves a trace", async () => {
    const { client, database } = await serve({}, auditor);
    const answer = await client.ask("devices.remove", { deviceId: "d" });
    expect(answer).toMatchObject({ ok: false, error: { kind: "forbidden" } });
    expect(audited(database)).toMatchObject([{ request: "devices.remove", outcome: "forbidden" }]);
  });

  it("refuses every request of the contract when nobody is signed in", async () => {
    const { client, database } = await serve({}, null);
    const names = Object.keys(requests);
    for (const name of names)
      expect(await client.askAnything(name, {})).toMatchObject({ ok: false, error: { kind: "forbidden" } });
    expect(audited(database).map(({ request }) => request)).toEqual(names);
  });

  it.each(["constructor", "__proto__", "devices.destroy", ""])("knows no request called %j", async (name) => {
    const { client } = await serve({});
    expect(await client.askAnything(name, {})).toMatchObject({ error: { kind: "invalidInput", part: "request" } });
  });

  it("writes one audit row for an audited request, done or failed, without its secrets", async () => {
    const { client, database } = await serve({
      "devices.add": () => refusal("credentialsRefused"),
      "devices.remove": (_input, context) => {
        database.write((db) => {
          context.audit(db);
        });
        return success({});
      },
    });
    const input = { address: "10.0.0.7", userName: "admin", password: "open sesame" };
    expect(await client.ask("devices.add", input)).toMatchObject({ error: { kind: "credentialsRefused" } });
    expect(await client.ask("devices.remove", { deviceId: "d" })).toEqual({ ok: true, value: {} });
    const rows = audited(database);
    expect(rows).toMatchObject([
      { request: "devices.add", outcome: "credentialsRefused" },
      { request: "devices.remove", outcome: "done" },
    ]);
    expect(rows[0]?.details).toContain("10.0.0.7");
    expect(JSON.stringify(rows)).not.toContain("sesame");
  });

  it("turns what a handler throws into a failure and writes its audit row although the transaction rolled back", async () => {
    const { client, database } = await serve({
      "devices.remove": (_input, context) => {
        database.write((db) => {
          context.audit(db);
          throw new DatabaseError(failure("diskFull", "no room"));
        });
        return success({});
      },
      "devices.list": () => {
        throw new Error("a defect");
      },
    });
    expect(await client.ask("devices.remove", { deviceId: "d" })).toMatchObject({ error: { kind: "diskFull" } });
    expect(await client.ask("devices.list", {})).toMatchObject({ error: { kind: "internal", detail: "a defect" } });
    expect(audited(database)).toMatchObject([{ request: "devices.remove", outcome: "diskFull" }]);
  });

  it("closes the port of a request it refuses, and takes exactly the ports a request carries", async () => {
    const { client } = await serve({});
    const [mine, sent] = portPair();
    const closed = new Promise<void>((resolve) => {
      mine.onClose(resolve);
    });
    const answer = await client.askAnything("devices.list", {}, [sent]);
    expect(answer).toMatchObject({ ok: false, error: { kind: "invalidInput", part: "ports" } });
    await closed;
    expect(await client.askAnything("streams.open", { cameraId: "c", quality: "sub" })).toMatchObject({
      error: { kind: "invalidInput", part: "ports" },
    });
  });

  it("drops what is no request and goes on", async () => {
    const database = await openTestDatabase();
    const dispatcher = createDispatcher({
      handlers: { ...unreached, "devices.list": () => success([]) },
      database,
      audit: createAudit({ clock: systemClock }),
      currentOperator: () => chief,
      log: silentLog,
    });
    const [stationEnd, windowEnd] = portPair();
    dispatcher.connect(stationEnd, "wall-1");
    for (const nonsense of [null, 7, "devices.list", [], { id: -1, request: "devices.list", input: {} }, { id: 1 }])
      windowEnd.post(nonsense);
    const client = stationClient(windowEnd);
    onTestFinished(() => {
      client.close();
    });
    expect(await client.ask("devices.list", {})).toEqual({ ok: true, value: [] });
  });

  it("tells every window", async () => {
    const { client, dispatcher } = await serve({ "devices.list": () => success([]) });
    dispatcher.tell("media.changed", { ready: false });
    await client.ask("devices.list", {});
    expect(client.events).toEqual(["media.changed"]);
  });
});
