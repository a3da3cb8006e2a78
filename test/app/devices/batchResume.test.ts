import { describe, expect, it } from "vitest";
import { refusal } from "../../../app/domain/result";
import { newLogin, openBatches, outcomes, untilIn } from "./batchBench";
import { valueOf } from "./testDevices";

describe("a job that was stopped", () => {
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
});
