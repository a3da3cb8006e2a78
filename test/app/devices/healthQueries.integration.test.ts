import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { createHealthQueries, type HealthQueries } from "../../../app/devices";
import { ffmpegPath } from "../../harness/ffmpegTool";
import { startCameras, type SimulatedCamera } from "../../simulators/camera";
import { openDevices, valueOf, type OpenDevices } from "./testDevices";

const login = { userName: "duty", password: "pw-1" };

interface Bench extends OpenDevices {
  readonly camera: SimulatedCamera;
  readonly queries: HealthQueries;
}

const start = async (): Promise<Bench> => {
  const { cameras, stop } = await startCameras({ cameras: 1, ...login, ffmpegPath });
  onTestFinished(stop);
  const [camera] = cameras;
  if (camera === undefined) throw new Error("no camera was started");
  const opened = await openDevices();
  const limits = { connectMs: 1_000, answerMs: 1_000 };
  return { ...opened, camera, queries: createHealthQueries({ database: opened.database, clock: systemClock, limits }) };
};

const add = async ({ devices, camera }: Bench): Promise<string> =>
  valueOf(await devices.add({ address: camera.serviceUrl, ...login })).id;

describe("asking a camera how it is", () => {
  it("needs no login to know that it is there and what its clock says", async () => {
    const bench = await start();
    const id = await add(bench);
    bench.camera.faults.setPassword("pw-2");
    bench.camera.faults.setClockOffset(-3_600_000);
    const reached = await bench.queries.reach(id);
    if (!reached.ok) throw new Error(reached.error.kind);
    // A device tells whole seconds.
    expect(Math.abs((reached.value.clockOffsetMs ?? 0) + 3_600_000)).toBeLessThan(2_000);
    expect(bench.camera.refusedTries()).toBe(0);
  });

  it("tries a refused login once, and the next one once it is changed", async () => {
    const bench = await start();
    const id = await add(bench);
    bench.camera.faults.setPassword("pw-2");
    const first = await bench.queries.examine(id, null);
    if (first.kind !== "refused") throw new Error(first.kind);
    expect(first.refused.failure.kind).toBe("credentialsRefused");
    const tries = bench.camera.refusedTries();
    expect(tries).toBe(1);
    expect(await bench.queries.examine(id, first.refused.mark)).toMatchObject({ kind: "refused" });
    expect(bench.camera.refusedTries()).toBe(tries);
    valueOf(await bench.devices.change({ deviceId: id, password: "pw-2" }));
    expect(await bench.queries.examine(id, first.refused.mark)).toMatchObject({
      kind: "told",
      told: { recording: { state: "unsupported", channels: [] } },
    });
  });

  it.each([
    ["that is off", "unreachable", (camera: SimulatedCamera) => camera.faults.switchOff()],
    [
      "that takes connections and is silent",
      "timedOut",
      (camera: SimulatedCamera) => {
        camera.faults.halfOpen(true);
      },
    ],
  ] as const)("says of one %s: %s", async (_, kind, fault) => {
    const bench = await start();
    const id = await add(bench);
    await fault(bench.camera);
    expect(await bench.queries.reach(id)).toMatchObject({ ok: false, error: { kind } });
  });

  it("asks a camera without ONVIF by RTSP, which opens no session", async () => {
    const bench = await start();
    const { id } = valueOf(
      await bench.devices.addStream({ name: "Gate", mainUrl: bench.camera.rtspUrl.main, ...login }),
    );
    expect(await bench.queries.reach(id)).toEqual({ ok: true, value: { clockOffsetMs: null } });
    expect(bench.camera.rtspLoad().playing).toBe(0);
    expect(bench.camera.refusedTries()).toBe(0);
    await bench.camera.faults.switchOff();
    expect(await bench.queries.reach(id)).toMatchObject({ error: { kind: "unreachable" } });
  });

  it("says that one is gone which was removed", async () => {
    const { queries } = await start();
    expect(await queries.reach("gone")).toMatchObject({ error: { kind: "notFound" } });
  });
});
