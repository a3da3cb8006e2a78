import { describe, expect, it } from "vitest";
import { createAudit } from "../../../../app/accounts";
import { silentLog } from "../../../../app/base/log";
import type { ImportJob, ImportWish } from "../../../../app/contract/imports";
import { query, type Database } from "../../../../app/database";
import { createImports, type Devices, type Imports } from "../../../../app/devices";
import { refusal, success, type Result } from "../../../../app/domain/result";
import type { Device } from "../../../../app/contract/device";
import { manualClock, type ManualClock } from "../../../harness/manualClock";
import { openTestDatabase } from "../../database/testDatabase";

type Answer = Result<Device>;
const added: Answer = success({} as Device);

/** Devices that answer when told; each knows the login it was asked with. */
const fakeDevices = () => {
  const asked: { address: string; login: string; answer: (result: Answer) => void }[] = [];
  const waiting: (() => void)[] = [];
  const placed: unknown[] = [];
  const devices: Pick<Devices, "add" | "addStream" | "place"> = {
    place: (input) => {
      placed.push(input);
      return success({});
    },
    add: ({ address, userName, password }) =>
      new Promise((answer) => {
        asked.push({ address, login: `${userName}:${password}`, answer });
        for (const wake of waiting.splice(0)) wake();
      }),
    addStream: ({ mainUrl, name }) => {
      asked.push({ address: mainUrl, login: name, answer: () => undefined });
      return Promise.resolve(added);
    },
  };
  const until = async (count: number): Promise<void> => {
    while (asked.length < count) await new Promise<void>((wake) => waiting.push(wake));
  };
  return { devices, asked, placed, until };
};

const passwords = query<[], { readonly password: string }>("test.passwords", "SELECT password FROM import_line");
const addresses = query<[], { readonly address: string }>("test.addresses", "SELECT address FROM import_line");
const kept = (database: Database): string[] => database.read((db) => db.all(passwords)).map(({ password }) => password);

const file = (text: string, more: Partial<ImportWish> = {}): ImportWish => ({
  source: { kind: "file", bytes: new TextEncoder().encode(text) },
  tryDefaults: false,
  userName: "",
  password: "",
  ...more,
});

const list = (count: number): string =>
  Array.from({ length: count }, (_, index) => `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`).join("\n");

/** Every site there could be, by town and name. */
const sites = { named: (town: string, name: string) => success(`${town}/${name}`) };

const open = (database: Database, clock: ManualClock = manualClock()) => {
  const fake = fakeDevices();
  let next = 0;
  const id = (): string => `job-${(next += 1)}`;
  const imports = createImports({ database, devices: fake.devices, sites, clock, log: silentLog, id });
  const told: ImportJob[] = [];
  const watchers: (() => void)[] = [];
  imports.onProgressed((job) => {
    told.push(job);
    for (const wake of watchers.splice(0)) wake();
  });
  /** Lets time pass until the job says so. */
  const reaches = async (wanted: (job: ImportJob) => boolean): Promise<ImportJob> => {
    for (;;) {
      const { job } = imports.read({ filter: "all", offset: 0, limit: 1 });
      if (job !== null && wanted(job)) return job;
      await new Promise<void>((resolve) => setImmediate(resolve));
      clock.advance(250);
    }
  };
  return { imports, told, clock, reaches, ...fake };
};

const outcomes = (imports: Imports, filter: "all" | "failed" | "added" | "pending" = "all") =>
  imports.read({ filter, offset: 0, limit: 200 }).lines.map(({ line, outcome, part }) => [line, outcome, part]);

describe("adding many devices", () => {
  it("tries a password behind a URL's host, shows it to nobody, and forgets it when the line is done", async () => {
    const database = await openTestDatabase();
    const { imports, asked, reaches } = open(database);
    await imports.start(file("rtsp://10.0.0.4/x?password=behind-host&ch=1"));
    await reaches(({ state }) => state === "finished");
    expect(asked[0]?.address).toBe("rtsp://10.0.0.4/x?password=behind-host&ch=1");
    const { lines } = imports.read({ filter: "all", offset: 0, limit: 1 });
    expect(lines[0]?.address).toBe("rtsp://10.0.0.4/x?password=***&ch=1");
    expect(database.read((db) => db.all(addresses))).toEqual([{ address: "rtsp://10.0.0.4/x?password=***&ch=1" }]);
  });

  it("puts a device that was added into the site its line names, and makes none for one that was not", async () => {
    const { imports, asked, placed, until, reaches } = open(await openTestDatabase());
    await imports.start(
      file(
        "地址,名称,镇街,站点\n10.0.0.1,门,田镇,东关社区\n10.0.0.2,窗,青城镇,古城村\n10.0.0.3,墙,,\n10.0.0.4,井,,某处",
      ),
    );
    await until(3);
    asked.find(({ address }) => address === "10.0.0.1")?.answer(success({ id: "gate" } as Device));
    asked.find(({ address }) => address === "10.0.0.2")?.answer(refusal("unreachable"));
    asked.find(({ address }) => address === "10.0.0.3")?.answer(added);
    await reaches(({ state }) => state === "finished");
    expect(placed).toEqual([{ siteId: "tianzhen/东关社区", deviceIds: ["gate"] }]);
    expect(outcomes(imports, "failed")).toEqual([
      [3, "unreachable", null],
      [5, "invalidInput", "line.town"],
    ]);
  });

  it("asks each line's device once, and tells what became of it", async () => {
    const { imports, asked, until, reaches, told } = open(await openTestDatabase());
    const started = await imports.start(file("10.0.0.1,门,a,1\nnonsense!\n10.0.0.3,,b,2\nrtsp://10.0.0.4/x"));
    expect(started).toMatchObject({ ok: true, value: { state: "running", total: 4, failed: 1 } });
    await until(3);
    asked.find(({ address }) => address === "10.0.0.1")?.answer(added);
    asked.find(({ address }) => address === "10.0.0.3")?.answer(refusal("credentialsRefused", "no", "login"));
    expect(await reaches(({ state }) => state === "finished")).toMatchObject({ total: 4, added: 2, failed: 2 });
    expect(outcomes(imports)).toEqual([
      [1, "added", null],
      [2, "invalidAddress", "line.address"],
      [3, "credentialsRefused", "login"],
      [4, "added", null],
    ]);
    expect(outcomes(imports, "failed").map(([line]) => line)).toEqual([2, 3]);
    expect(asked.map(({ login }) => login).sort()).toEqual(["10.0.0.4", "a:1", "b:2"]);
    expect(told.at(-1)).toMatchObject({ state: "finished" });
  });

  it("tries the given login only when told to, and only where the line has none", async () => {
    for (const [tryDefaults, logins] of [
      [false, [":", "own:1"]],
      [true, ["admin:std", "own:1"]],
    ] as const) {
      const { imports, asked, until } = open(await openTestDatabase());
      await imports.start(file("10.0.0.1\n10.0.0.2,,own,1", { tryDefaults, userName: "admin", password: "std" }));
      await until(2);
      expect(asked.map(({ login }) => login)).toEqual(logins);
    }
  });

  it("has at most eight devices under way, and goes on as they answer", async () => {
    const { imports, asked, until, reaches } = open(await openTestDatabase());
    await imports.start(file(list(20)));
    await until(8);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toHaveLength(8);
    for (let done = 0; done < 20; done += 1) {
      await until(done + 1);
      asked[done]?.answer(added);
    }
    await reaches(({ state, added: count }) => state === "finished" && count === 20);
    expect(new Set(asked.map(({ address }) => address)).size).toBe(20);
  });

  it("takes no further line once stopped, goes on with the next when resumed, and asks none twice", async () => {
    const { imports, asked, until, reaches } = open(await openTestDatabase());
    await imports.start(file(list(12)));
    await until(8);
    expect(imports.stop()).toMatchObject({ value: { state: "stopped" } });
    expect(imports.stop()).toMatchObject({ error: { kind: "notFound" } });
    asked[0]?.answer(added);
    await reaches(({ added: count }) => count === 1);
    expect(asked).toHaveLength(8);
    expect(imports.resume()).toMatchObject({ value: { state: "running", added: 1 } });
    for (let done = 1; done < 12; done += 1) {
      await until(done + 1);
      asked[done]?.answer(added);
    }
    await reaches(({ state }) => state === "finished");
    expect(new Set(asked.map(({ address }) => address)).size).toBe(12);
    expect(asked).toHaveLength(12);
  });

  it("waits, stopped, for a person after the station was restarted", async () => {
    const database = await openTestDatabase();
    const first = open(database);
    await first.imports.start(file(list(10)));
    await first.until(8);
    first.asked[0]?.answer(added);
    await first.reaches(({ added: count }) => count === 1);
    first.imports.close();
    for (const { answer } of first.asked) answer(added);

    const second = open(database);
    expect(second.imports.read({ filter: "pending", offset: 0, limit: 200 })).toMatchObject({
      job: { state: "stopped", total: 10, added: 1 },
    });
    second.imports.resume();
    await second.until(8);
    // What was under way when the station ended is asked again; what was done is not.
    expect(second.asked[0]?.address).toBe("10.0.0.2");
  });

  it("keeps a line's password as long as the line waits, and no longer", async () => {
    const database = await openTestDatabase();
    const { imports, asked, until, reaches } = open(database);
    await imports.start(file("10.0.0.1,,a,first\n10.0.0.2,,a,second\nbad!,,a,third"));
    await until(2);
    asked[0]?.answer(added);
    await reaches(({ added: count }) => count === 1);
    expect(kept(database)).toEqual(["", "second", ""]);
    expect(JSON.stringify(imports.read({ filter: "all", offset: 0, limit: 10 }))).not.toContain("second");
  });

  it("is one job at a time; the next takes the place of a finished one", async () => {
    const { imports, asked, until, reaches } = open(await openTestDatabase());
    await imports.start(file("10.0.0.1"));
    expect(await imports.start(file("10.0.0.2"))).toMatchObject({ error: { kind: "invalidInput", part: "input" } });
    await until(1);
    asked[0]?.answer(added);
    await reaches(({ state }) => state === "finished");
    expect(await imports.start(file("10.0.0.2"))).toMatchObject({ value: { total: 1, added: 0 } });
  });

  it("refuses what holds no device, or too many, and is ready for another", async () => {
    const { imports } = open(await openTestDatabase());
    for (const text of ["\n\n", "address,name"])
      expect(await imports.start(file(text))).toMatchObject({ error: { kind: "invalidInput", part: "input.source" } });
    expect(await imports.start(file("1\n".repeat(100_001)))).toMatchObject({
      error: { kind: "invalidInput", detail: "more than 100000 lines" },
    });
    expect(imports.read({ filter: "all", offset: 0, limit: 1 }).job).toBeNull();
    expect((await imports.start(file("10.0.0.1"))).ok).toBe(true);
  });

  it("tells at most four times a second", async () => {
    const clock = manualClock();
    const { imports, asked, until, told } = open(await openTestDatabase(), clock);
    await imports.start(file(list(8)));
    await until(8);
    for (const { answer } of asked) answer(added);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(told).toHaveLength(1);
    clock.advance(250);
    expect(told).toHaveLength(2);
  });

  it("leaves nothing of its file in the audit but its size", async () => {
    const database = await openTestDatabase();
    const { imports, clock } = open(database);
    const wish = file("10.0.0.1,,a,top-secret");
    const audit = createAudit({ clock });
    await imports.start(wish, {
      audit: (db) => {
        audit.record(db, {
          operatorId: null,
          windowName: "wall-1",
          request: "imports.start",
          outcome: "done",
          details: wish,
        });
      },
    });
    const details = query<[], { readonly details: string }>("test.details", "SELECT details FROM audit");
    expect(database.read((db) => db.get(details)?.details)).toContain('"bytes":"22 bytes"');
  });
});
