import { describe, expect, it } from "vitest";
import { createAudit, currentOperator } from "../../../app/accounts";
import { systemClock } from "../../../app/base/clock";
import { newId } from "../../../app/base/ids";
import { openLog } from "../../../app/base/log";
import type { BatchAction, BatchJob } from "../../../app/contract/batch";
import type { DeviceHealth } from "../../../app/contract/health";
import { query } from "../../../app/database";
import { createBatches, type Batches } from "../../../app/devices";
import type { DescribeSource } from "../../../app/devices/streamProbe";
import { refusal, success, type Result } from "../../../app/domain/result";
import { openDevices, valueOf } from "./testDevices";

const newLogin: BatchAction = { kind: "login", userName: "admin", password: "new-secret" };

interface Camera {
  readonly deviceId: string;
  /** How often it was asked. */
  asked(): number;
  answer(result: Described): void;
  /** Answers nothing until it is released. */
  hold(result?: Described): () => void;
  /** Once it is asked the next time. */
  untilAsked(): Promise<void>;
}

const auditRows = query<[], { readonly request: string; readonly outcome: string; readonly details: string }>(
  "test.audit",
  "SELECT request, outcome, details FROM audit ORDER BY rowid",
);

type Described = Awaited<ReturnType<DescribeSource>>;

const sends: Described = success({ encoding: "H264", frameRate: 25, certificateSha256: null });

/** Recorded cameras under these URLs, each behaving as told. */
const openBatches = async (
  urls: number | readonly string[],
  probe: (deviceId: string) => Promise<Result<DeviceHealth>> = () => Promise.resolve(refusal("notFound")),
) => {
  const asked: string[] = [];
  const behaviour = new Map<string, () => Promise<Described>>();
  const waiting = new Map<string, () => void>();
  const opened = await openDevices(({ url }) => {
    asked.push(url);
    waiting.get(url)?.();
    return behaviour.get(url)?.() ?? Promise.resolve(sends);
  });
  const { devices, database } = opened;
  const mainUrls =
    typeof urls === "number" ? Array.from({ length: urls }, (_, index) => `rtsp://10.0.0.${index + 1}/a`) : urls;
  const cameras: Camera[] = [];
  for (const [index, mainUrl] of mainUrls.entries()) {
    const login = { userName: "admin", password: "old-secret" };
    const { id: deviceId } = valueOf(await devices.addStream({ name: `甲${index + 1}`, mainUrl, ...login }));
    cameras.push({
      deviceId,
      asked: () => asked.filter((url) => url === mainUrl).length,
      answer: (result) => {
        behaviour.set(mainUrl, () => Promise.resolve(result));
      },
      untilAsked: () =>
        new Promise((resolve) => {
          waiting.set(mainUrl, resolve);
        }),
      hold: (result = sends) => {
        let release = (): void => undefined;
        const held = new Promise<void>((resolve) => {
          release = resolve;
        });
        behaviour.set(mainUrl, () => held.then(() => result));
        return () => {
          release();
        };
      },
    });
  }
  asked.length = 0;
  const batches = createBatches({
    ...{ database, devices, probe, clock: systemClock, id: newId },
    audit: createAudit({ clock: systemClock }),
    log: openLog("test", (line) => opened.lines.push(line)),
  });
  const operator = currentOperator(database);
  if (operator === null) throw new Error("nobody is signed in");
  const request = { operator, windowName: "wall-1", audit: () => undefined };
  const rows = () => database.read((db) => db.all(auditRows));
  const passwordOf = (deviceId: string): string | undefined => {
    const cameraId = devices.list().find(({ id }) => id === deviceId)?.cameras[0]?.id ?? "";
    const source = devices.source(cameraId, "main");
    return source.ok ? source.value.credential?.password : undefined;
  };
  return { ...opened, request, batches, cameras, rows, passwordOf };
};

/** The job once it is in a state. */
const untilIn = (batches: Batches, ...states: BatchJob["state"][]): Promise<BatchJob> =>
  new Promise((resolve) => {
    const look = (): void => {
      const { job } = batches.read({ filter: "all", offset: 0, limit: 1 });
      if (job !== null && states.includes(job.state)) resolve(job);
    };
    batches.onProgressed(look);
    look();
  });

const outcomes = (batches: Batches) =>
  batches.read({ filter: "all", offset: 0, limit: 200 }).results.map(({ outcome }) => outcome);

describe("one thing done to many devices", () => {
  it("tries a login on one device first; where it refuses, no other is asked and all keep what they had", async () => {
    const { request, batches, cameras, rows, passwordOf } = await openBatches(3);
    for (const each of cameras) each.answer(refusal("credentialsRefused"));
    const deviceIds = cameras.map(({ deviceId }) => deviceId);
    expect(batches.start({ action: newLogin, deviceIds }, request)).toMatchObject({ value: { state: "trying" } });
    expect(await untilIn(batches, "refused")).toMatchObject({
      ...{ total: 3, done: 0, failed: 1 },
      refusal: { name: "甲1", kind: "credentialsRefused" },
    });
    expect(outcomes(batches)).toEqual(["credentialsRefused", "left", "left"]);
    expect(cameras.map((each) => each.asked())).toEqual([1, 0, 0]);
    expect(deviceIds.map(passwordOf)).toEqual(["old-secret", "old-secret", "old-secret"]);
    expect(rows()).toMatchObject([{ request: "devices.change", outcome: "credentialsRefused" }]);
  });

  it("gives the login to the others after one took it; who refuses keeps the old one and is told", async () => {
    const { request, batches, cameras, rows, lines, passwordOf } = await openBatches(3);
    const [first, second, third] = cameras.map(({ deviceId }) => deviceId) as [string, string, string];
    cameras[1]?.answer(refusal("credentialsRefused"));
    batches.start({ action: newLogin, deviceIds: [first, second, third] }, request);
    expect(await untilIn(batches, "finished")).toMatchObject({ done: 2, failed: 1, refusal: null });
    expect(outcomes(batches)).toEqual(["done", "credentialsRefused", "done"]);
    expect([first, second, third].map(passwordOf)).toEqual(["new-secret", "old-secret", "new-secret"]);
    expect(
      rows()
        .map(({ outcome }) => outcome)
        .toSorted(),
    ).toEqual(["credentialsRefused", "done", "done"]);
    expect(JSON.stringify([rows(), lines])).not.toMatch(/new-secret|old-secret/);
  });

  it("takes a device that is away for no answer: the next one speaks for the login", async () => {
    const { request, batches, cameras } = await openBatches(2);
    cameras[0]?.answer(refusal("unreachable"));
    cameras[1]?.answer(refusal("credentialsRefused"));
    batches.start({ action: newLogin, deviceIds: cameras.map(({ deviceId }) => deviceId) }, request);
    expect(await untilIn(batches, "refused")).toMatchObject({ refusal: { name: "甲2" }, failed: 2 });
    expect(outcomes(batches)).toEqual(["unreachable", "credentialsRefused"]);
  });

  it("asks no second record at an address that has refused", async () => {
    const { request, batches, cameras } = await openBatches([
      "rtsp://10.0.0.1/a",
      "rtsp://10.0.0.2/a",
      "rtsp://10.0.0.2/b",
    ]);
    cameras[1]?.answer(refusal("credentialsRefused"));
    batches.start({ action: newLogin, deviceIds: cameras.map(({ deviceId }) => deviceId) }, request);
    await untilIn(batches, "finished");
    expect(outcomes(batches)).toEqual(["done", "credentialsRefused", "notTried"]);
    expect(cameras.map((each) => each.asked())).toEqual([1, 1, 0]);
  });

  it("stops: what is under way ends, what was done stays, the rest is left", async () => {
    const { request, batches, cameras, passwordOf } = await openBatches(2);
    const release = cameras[0]?.hold();
    const deviceIds = cameras.map(({ deviceId }) => deviceId);
    batches.start({ action: newLogin, deviceIds }, request);
    expect(batches.stop()).toMatchObject({ value: { state: "stopping" } });
    expect(batches.start({ action: newLogin, deviceIds }, request)).toMatchObject({ error: { kind: "invalidInput" } });
    release?.();
    expect(await untilIn(batches, "stopped")).toMatchObject({ done: 1, failed: 0 });
    expect(outcomes(batches)).toEqual(["done", "left"]);
    expect(deviceIds.map(passwordOf)).toEqual(["new-secret", "old-secret"]);
    expect(batches.stop()).toMatchObject({ error: { kind: "notFound" } });
  });

  it("goes on behind a stop with those that are left, under the same number in the trace", async () => {
    const { request, batches, cameras, devices, rows } = await openBatches(3);
    const release = cameras[0]?.hold();
    const deviceIds = cameras.map(({ deviceId }) => deviceId);
    const started = batches.start({ action: newLogin, deviceIds }, request);
    expect(batches.resume(request)).toMatchObject({ error: { kind: "notFound", part: "job" } });
    batches.stop();
    release?.();
    await untilIn(batches, "stopped");

    // The login was accepted before: it needs no trial of its own.
    expect(batches.resume(request)).toMatchObject({ ok: true, value: { state: "running", done: 1 } });
    expect(await untilIn(batches, "finished")).toMatchObject({ total: 3, done: 3, failed: 0 });
    expect(cameras.map((each) => each.asked())).toEqual([1, 1, 1]);
    expect(devices.list()).toHaveLength(3);
    const numbers = rows().map(({ details }) => (JSON.parse(details) as { batchId: string }).batchId);
    expect(new Set(numbers)).toEqual(new Set([started.ok ? started.value.id : ""]));
    expect(batches.resume(request)).toMatchObject({ error: { kind: "notFound" } });
  });

  it("tells of a device that was removed while the job stood still, and takes another's new address", async () => {
    const { request, batches, cameras, devices } = await openBatches([
      "rtsp://10.0.0.1/a",
      "rtsp://10.0.0.2/a",
      "rtsp://10.0.0.3/a",
    ]);
    const release = cameras[0]?.hold();
    const [first, removed, moved] = cameras.map(({ deviceId }) => deviceId) as [string, string, string];
    batches.start({ action: newLogin, deviceIds: [first, removed, moved] }, request);
    batches.stop();
    release?.();
    await untilIn(batches, "stopped");
    expect(devices.remove(removed).ok).toBe(true);
    valueOf(await devices.change({ deviceId: moved, name: "丙", address: "rtsp://10.0.0.9/a" }));

    batches.resume(request);
    expect(await untilIn(batches, "finished")).toMatchObject({ total: 3, done: 2, failed: 1 });
    expect(batches.read({ filter: "all", offset: 0, limit: 9 }).results).toMatchObject([
      { deviceId: first, outcome: "done" },
      { deviceId: removed, name: "甲2", address: "", outcome: "notFound" },
      { deviceId: moved, name: "丙", address: "10.0.0.9:554", outcome: "done" },
    ]);
  });

  it("tries a login again on one device first when none had accepted it before the stop", async () => {
    const { request, batches, cameras } = await openBatches(3);
    cameras[1]?.answer(refusal("credentialsRefused"));
    const release = cameras[0]?.hold(refusal("unreachable"));
    batches.start({ action: newLogin, deviceIds: cameras.map(({ deviceId }) => deviceId) }, request);
    batches.stop();
    release?.();
    expect(await untilIn(batches, "stopped")).toMatchObject({ done: 0, failed: 1 });

    expect(batches.resume(request)).toMatchObject({ value: { state: "trying" } });
    expect(await untilIn(batches, "refused")).toMatchObject({ refusal: { name: "甲2" }, failed: 2 });
    expect(outcomes(batches)).toEqual(["unreachable", "credentialsRefused", "left"]);
    // A refused login is not tried any further: it is forgotten.
    expect(batches.resume(request)).toMatchObject({ error: { kind: "notFound" } });
  });

  it("does not forget over a stop which address has refused", async () => {
    const { request, batches, cameras } = await openBatches([
      "rtsp://10.0.0.1/a",
      "rtsp://10.0.0.2/a",
      "rtsp://10.0.0.2/b",
    ]);
    const release = cameras[1]?.hold(refusal("credentialsRefused"));
    const asked = cameras[1]?.untilAsked();
    batches.start({ action: newLogin, deviceIds: cameras.map(({ deviceId }) => deviceId) }, request);
    await asked;
    batches.stop();
    release?.();
    await untilIn(batches, "stopped");
    expect(outcomes(batches)).toEqual(["done", "credentialsRefused", "left"]);

    batches.resume(request);
    await untilIn(batches, "finished");
    expect(outcomes(batches)).toEqual(["done", "credentialsRefused", "notTried"]);
    expect(cameras.map((each) => each.asked())).toEqual([1, 1, 0]);
  });

  it("is finished when the stop came too late to leave anything", async () => {
    const { request, batches, cameras } = await openBatches(1);
    const release = cameras[0]?.hold();
    batches.start({ action: newLogin, deviceIds: cameras.map(({ deviceId }) => deviceId) }, request);
    batches.stop();
    release?.();
    expect(await untilIn(batches, "finished", "stopped")).toMatchObject({ state: "finished", done: 1 });
  });

  it("names all that are not done, as far as they are still in the records", async () => {
    const { request, batches, cameras, devices } = await openBatches(4);
    expect(batches.unsuccessful()).toEqual([]);
    cameras[1]?.answer(refusal("timedOut"));
    cameras[2]?.answer(refusal("timedOut"));
    const [first, second, third, fourth] = cameras.map(({ deviceId }) => deviceId) as [string, string, string, string];
    batches.start({ action: newLogin, deviceIds: [fourth, second, first, "nobody", third] }, request);
    await untilIn(batches, "finished");
    expect(batches.unsuccessful()).toEqual([second, third]);
    expect(devices.remove(second).ok).toBe(true);
    expect(batches.unsuccessful()).toEqual([third]);
  });

  it("removes devices one by one, each with a row in the trace; one that is gone is told as such", async () => {
    const { request, batches, cameras, devices, rows } = await openBatches(2);
    const [kept, removed] = cameras.map(({ deviceId }) => deviceId) as [string, string];
    batches.start({ action: { kind: "remove" }, deviceIds: [removed, "nobody", removed] }, request);
    expect(await untilIn(batches, "finished")).toMatchObject({ total: 2, done: 1, failed: 1 });
    expect(devices.list().map(({ id }) => id)).toEqual([kept]);
    expect(outcomes(batches)).toEqual(["done", "notFound"]);
    expect(batches.read({ filter: "done", offset: 0, limit: 9 }).results).toMatchObject([{ name: "甲2" }]);
    expect(rows().map((row) => [row.request, row.outcome])).toEqual([
      ["devices.remove", "done"],
      ["devices.remove", "notFound"],
    ]);
    expect(rows()[0]?.details).toContain(removed);
  });

  it("changes the transport and asks nothing of the devices", async () => {
    const { request, batches, cameras, devices } = await openBatches(2);
    const deviceIds = cameras.map(({ deviceId }) => deviceId);
    batches.start({ action: { kind: "transport", transport: "udp" }, deviceIds }, request);
    await untilIn(batches, "finished");
    expect(devices.list().map(({ transport }) => transport)).toEqual(["udp", "udp"]);
    expect(cameras.map((each) => each.asked())).toEqual([0, 0]);
  });

  it("tells what a probe found wrong as the result of the device", async () => {
    const healthOf = (deviceId: string, wrong: Partial<DeviceHealth>): DeviceHealth => ({
      ...{ deviceId, state: "online", sinceUtcMs: 0, cause: null, loginFailure: null, clockOffsetMs: 0 },
      ...{ firmwareVersion: "", firmwareChange: null, recording: null },
      ...wrong,
    });
    const found: Partial<DeviceHealth>[] = [{}, { state: "offline", cause: "timedOut" }, { loginFailure: "lockedOut" }];
    const { request, batches, cameras } = await openBatches(3, (deviceId) =>
      Promise.resolve(success(healthOf(deviceId, found.shift() ?? {}))),
    );
    batches.start({ action: { kind: "probe" }, deviceIds: cameras.map(({ deviceId }) => deviceId) }, request);
    await untilIn(batches, "finished");
    expect(outcomes(batches)).toEqual(["done", "timedOut", "lockedOut"]);
  });

  it("goes on behind a device whose row in the trace cannot be written, and leaves that one as it was", async () => {
    const { request, database, devices, cameras, lines } = await openBatches(2);
    const audit = createAudit({ clock: systemClock });
    let broken = true;
    const batches = createBatches({
      ...{ database, devices, probe: () => Promise.resolve(refusal("notFound")), clock: systemClock, id: newId },
      audit: {
        record: (db, row) => {
          const fails = broken;
          broken = false;
          if (fails) throw new Error("no trace");
          audit.record(db, row);
        },
      },
      log: openLog("test", (line) => lines.push(line)),
    });
    const deviceIds = cameras.map(({ deviceId }) => deviceId);
    batches.start({ action: { kind: "remove" }, deviceIds }, request);
    await untilIn(batches, "finished");
    expect(outcomes(batches)).toEqual(["internal", "done"]);
    expect(devices.list().map(({ id }) => id)).toEqual([deviceIds[0]]);
  });
});
