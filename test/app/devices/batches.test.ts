import { describe, expect, it } from "vitest";
import { createAudit } from "../../../app/accounts";
import { systemClock } from "../../../app/base/clock";
import { newId } from "../../../app/base/ids";
import { openLog } from "../../../app/base/log";
import type { DeviceHealth } from "../../../app/contract/health";
import { refusal, success } from "../../../app/domain/result";
import { createBatches } from "../../../app/devices";
import { newLogin, openBatches, outcomes, untilIn } from "./batchBench";

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
