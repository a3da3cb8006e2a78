import { describe, expect, it } from "vitest";
import { addDevice, addOutage, removeDevice, settle, startHealth } from "./healthBench";

const minute = 60;
const hour = 3_600;

describe("whether a device is there", () => {
  it("is known of each within a minute, the tries spread over it", async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `device-${String(index)}`);
    const bench = await startHealth(ids);
    expect(bench.health.list().map(({ state }) => state)).toEqual(ids.map(() => "unknown"));
    await bench.pass(15);
    const early = bench.asked.filter((line) => line.startsWith("reach")).length;
    expect(early).toBeGreaterThan(2);
    expect(early).toBeLessThan(15);
    await bench.pass(46);
    expect(bench.health.list().every(({ state }) => state === "online")).toBe(true);
    bench.asked.length = 0;
    await bench.pass(4 * minute);
    expect(bench.asked.length / ids.length).toBeGreaterThan(3.4);
    expect(bench.asked.length / ids.length).toBeLessThan(4.6);
  });

  it("is not doubted for one lost try, and offline after a second soon after, since the first", async () => {
    const bench = await startHealth(["a"]);
    await bench.pass(61);
    const { sinceUtcMs } = bench.rowOf("a");
    bench.fail("a", "timedOut");
    bench.asked.length = 0;
    while (bench.asked.length === 0) await bench.pass(1);
    expect(bench.rowOf("a")).toMatchObject({ state: "online", sinceUtcMs });
    bench.fail("a", null);
    await bench.pass(10);
    expect(bench.rowOf("a")).toMatchObject({ state: "online", sinceUtcMs });
    expect(bench.historyOf("a")).toEqual([]);

    bench.fail("a", "unreachable");
    bench.asked.length = 0;
    while (bench.asked.length === 0) await bench.pass(1);
    const startedAtUtcMs = bench.nowUtcMs();
    await bench.pass(8);
    expect(bench.rowOf("a")).toMatchObject({ state: "offline", sinceUtcMs: startedAtUtcMs, cause: "unreachable" });
    expect(bench.told.at(-1)).toMatchObject([{ deviceId: "a", state: "offline" }]);
    expect(bench.historyOf("a")).toEqual([
      { kind: "outage", startedAtUtcMs, endedAtUtcMs: null, cause: "unreachable", blindMs: 0 },
    ]);
    bench.fail("a", null);
    await bench.pass(5 * minute);
    const [outage] = bench.historyOf("a");
    expect(outage?.endedAtUtcMs).toBe(bench.rowOf("a").sinceUtcMs);
    expect(bench.rowOf("a")).toMatchObject({ state: "online", cause: null });
  });

  it("is asked less and less often while it is not", async () => {
    const bench = await startHealth(["a"]);
    bench.fail("a", "unreachable");
    await bench.pass(20 * minute);
    bench.asked.length = 0;
    await bench.pass(40 * minute);
    expect(bench.asked.length).toBeGreaterThanOrEqual(9);
    expect(bench.asked.length).toBeLessThanOrEqual(11);
  });

  it("is asked one thing at a time, however long a device is silent", async () => {
    const bench = await startHealth(["a", "b"]);
    const release = bench.hold("a");
    await bench.pass(10 * minute);
    expect(bench.asked.filter((line) => line === "reach a")).toHaveLength(1);
    expect(bench.rowOf("b").state).toBe("online");
    release();
    await settle();
    expect(bench.rowOf("a").state).toBe("online");
  });

  it("is true of a device that answers with a refusal", async () => {
    const bench = await startHealth(["a"]);
    bench.fail("a", "sessionLimit");
    await bench.pass(3 * minute);
    expect(bench.rowOf("a")).toMatchObject({ state: "online", cause: null });
  });

  it("is told at most once a second, and only of those whose health is another", async () => {
    const bench = await startHealth(["a", "b", "c"]);
    await bench.pass(2 * minute);
    bench.told.length = 0;
    await bench.pass(5 * minute);
    expect(bench.told).toEqual([]);
    bench.fail("b", "timedOut");
    await bench.pass(2 * minute);
    expect(bench.told.map((rows) => rows.map(({ deviceId }) => deviceId))).toContainEqual(["b"]);
    expect(bench.told.flat().every(({ deviceId }) => deviceId === "b")).toBe(true);
  });
});

describe("a picture that runs", () => {
  const live = { sourceId: "cam/sub", deviceId: () => "a", phase: "live", failure: null } as const;

  it("keeps a device online whatever its web server does, and it is not asked besides", async () => {
    const bench = await startHealth(["a"], "stream");
    bench.health.sessionChanged(live);
    bench.fail("a", "unreachable");
    await bench.pass(10 * minute);
    expect(bench.rowOf("a").state).toBe("online");
    expect(bench.asked).toEqual([]);
  });

  it("has the device asked at once when it stops", async () => {
    const bench = await startHealth(["a"], "stream");
    bench.health.sessionChanged(live);
    await bench.pass(2);
    bench.fail("a", "unreachable");
    bench.health.sessionChanged({ ...live, phase: "waitingToRetry" });
    await bench.pass(16);
    expect(bench.rowOf("a")).toMatchObject({ state: "offline", cause: "unreachable" });
    bench.health.sessionChanged(live);
    await bench.pass(1);
    expect(bench.rowOf("a").state).toBe("online");
    expect(bench.historyOf("a")[0]?.endedAtUtcMs).not.toBeNull();
  });

  it("counts no more when media went away", async () => {
    const bench = await startHealth(["a"], "stream");
    bench.health.sessionChanged(live);
    bench.health.sessionChanged({ ...live, deviceId: () => null, phase: "ended" });
    bench.fail("a", "unreachable");
    await bench.pass(2 * minute);
    expect(bench.rowOf("a").state).toBe("offline");
  });

  it("says when the device refuses the login, until it plays again", async () => {
    const bench = await startHealth(["a"]);
    await bench.pass(61);
    const failure = { kind: "credentialsRefused" as const };
    bench.health.sessionChanged({ ...live, phase: "refused", failure });
    expect(bench.rowOf("a")).toMatchObject({ state: "online", loginFailure: "credentialsRefused" });
    bench.asked.length = 0;
    await bench.pass(25 * hour);
    expect(bench.asked).not.toContain("examine a");
    bench.health.sessionChanged(live);
    expect(bench.rowOf("a").loginFailure).toBeNull();
  });
});

describe("outages and time", () => {
  const goOffline = async (bench: Awaited<ReturnType<typeof startHealth>>) => {
    await bench.pass(61);
    bench.fail("a", "unreachable");
    while (bench.rowOf("a").state !== "offline") await bench.pass(1);
    return bench.rowOf("a").sinceUtcMs ?? 0;
  };

  it.each([-3_600_000, 3_600_000])("last as long as they did when the clock is set by %i ms", async (byMs) => {
    const bench = await startHealth(["a"]);
    const startedAtUtcMs = await goOffline(bench);
    await bench.pass(5 * minute);
    bench.setClock(byMs);
    await bench.pass(5 * minute);
    const [outage] = bench.historyOf("a");
    expect(outage?.startedAtUtcMs).toBe(startedAtUtcMs + byMs);
    bench.fail("a", null);
    while (bench.rowOf("a").state !== "online") await bench.pass(1);
    await bench.pass(1);
    const [ended] = bench.historyOf("a");
    expect(bench.historyOf("a")).toHaveLength(1);
    const lastedMs = (ended?.endedAtUtcMs ?? 0) - (ended?.startedAtUtcMs ?? 0);
    expect(lastedMs).toBeGreaterThan(10 * 60_000);
    expect(lastedMs).toBeLessThan(15 * 60_000);
  });

  it("stay open over a restart, and say how much of them nobody saw", async () => {
    const bench = await startHealth(["a"]);
    const startedAtUtcMs = await goOffline(bench);
    const closedAtUtcMs = bench.nowUtcMs();
    bench.restart(2 * hour);
    const resumedAtUtcMs = bench.nowUtcMs();
    expect(bench.rowOf("a")).toMatchObject({ state: "offline", sinceUtcMs: startedAtUtcMs, cause: "unreachable" });
    bench.fail("a", null);
    await bench.pass(5 * minute);
    const { sinceUtcMs } = bench.rowOf("a");
    expect(bench.historyOf("a")).toEqual([
      { kind: "blind", startedAtUtcMs: closedAtUtcMs, endedAtUtcMs: resumedAtUtcMs },
      { kind: "outage", startedAtUtcMs, endedAtUtcMs: sinceUtcMs, cause: "unreachable", blindMs: 2 * hour * 1_000 },
    ]);
  });

  it("never begin after they end, when the clock was set back while the program did not run", async () => {
    const bench = await startHealth(["a"]);
    await goOffline(bench);
    bench.setClock(-7_200_000);
    bench.restart(60);
    bench.fail("a", null);
    await bench.pass(5 * minute);
    const [outage] = bench.historyOf("a");
    expect(outage?.endedAtUtcMs).toBeGreaterThanOrEqual(outage?.startedAtUtcMs ?? 0);
    expect(bench.lines.some((line) => line.includes("before the time of the last look"))).toBe(true);
  });

  it("are kept for 400 days, and what is dropped is counted in the log", async () => {
    const bench = await startHealth(["a"]);
    const dayMs = 86_400_000;
    addOutage(bench.database, "a", bench.nowUtcMs() - 402 * dayMs, bench.nowUtcMs() - 401 * dayMs);
    addOutage(bench.database, "a", bench.nowUtcMs() - 400 * dayMs, bench.nowUtcMs() - 399 * dayMs);
    for (let index = 0; index < 2_001; index += 1) addOutage(bench.database, "a", index, bench.nowUtcMs());
    await bench.pass(1);
    const page = bench.health.outages({ deviceId: "a", offset: 0, limit: 1 });
    expect(page).toMatchObject({ value: { total: 2_000 } });
    expect(bench.lines.some((line) => line.includes('"dropped":3'))).toBe(true);
  });

  it("go with their device", async () => {
    const bench = await startHealth(["a", "b"]);
    await goOffline(bench);
    removeDevice(bench.database, "a");
    bench.health.devicesChanged(null);
    expect(bench.health.list().map(({ deviceId }) => deviceId)).toEqual(["b"]);
    expect(bench.historyOf("a")).toEqual([]);
    expect(await bench.health.probe("a")).toMatchObject({ error: { kind: "notFound" } });
  });

  it("are not lost with a device that is removed while it is asked", async () => {
    const bench = await startHealth(["a", "b"]);
    await bench.pass(61);
    const release = bench.hold("a");
    await bench.pass(2 * minute);
    removeDevice(bench.database, "a");
    bench.health.devicesChanged(null);
    release();
    bench.fail("b", "timedOut");
    await bench.pass(2 * minute);
    expect(bench.historyOf("b")).toMatchObject([{ cause: "timedOut", endedAtUtcMs: null }]);
  });

  it("are looked for on a device that is added while the program runs", async () => {
    const bench = await startHealth([]);
    addDevice(bench.database, "new");
    bench.health.devicesChanged(null);
    await bench.pass(61);
    expect(bench.rowOf("new").state).toBe("online");
  });
});

describe("what a device tells besides", () => {
  const refused = {
    kind: "refused",
    refused: { mark: "f".repeat(64), failure: { kind: "credentialsRefused" } },
  } as const;

  it("a refused login is told and never tried again, also after a restart", async () => {
    const bench = await startHealth(["a"]);
    bench.examineWith(refused);
    await bench.pass(2 * minute);
    expect(bench.rowOf("a")).toMatchObject({ state: "online", loginFailure: "credentialsRefused" });
    await bench.pass(25 * hour);
    bench.restart(minute);
    await bench.pass(2 * minute);
    await Promise.all([bench.health.probe("a"), bench.pass(1)]);
    expect(bench.asked.filter((line) => line === "examine a")).toHaveLength(1);
    expect(bench.rowOf("a").loginFailure).toBe("credentialsRefused");
    bench.examineWith({ kind: "told", told: { firmwareVersion: "1.0", recording: null } });
    bench.health.devicesChanged("a");
    await bench.pass(3);
    expect(bench.rowOf("a").loginFailure).toBeNull();
  });

  it("another firmware is noted with the one before, and kept", async () => {
    const bench = await startHealth(["a"]);
    await bench.pass(2 * minute);
    expect(bench.rowOf("a").firmwareChange).toBeNull();
    bench.examineWith({ kind: "told", told: { firmwareVersion: "2.0", recording: null } });
    await bench.pass(25 * hour);
    const row = bench.rowOf("a");
    expect(row).toMatchObject({ firmwareVersion: "2.0", firmwareChange: { before: "1.0" } });
    bench.restart();
    expect(bench.rowOf("a")).toMatchObject({ firmwareVersion: "2.0", firmwareChange: row.firmwareChange });
  });

  it("a recorder's recordings are asked for every hour, and told when they stop", async () => {
    const recording = { jobs: 8, runningJobs: 8, oldestAtUtcMs: 1, newestAtUtcMs: 2 };
    const bench = await startHealth(["a"]);
    bench.examineWith({
      kind: "told",
      told: { firmwareVersion: "1.0", recording: { ...recording, state: "recording" } },
    });
    await bench.pass(2 * minute);
    expect(bench.rowOf("a").recording).toMatchObject({ state: "recording" });
    bench.examineWith({
      kind: "told",
      told: { firmwareVersion: "1.0", recording: { ...recording, runningJobs: 0, state: "stopped" } },
    });
    bench.told.length = 0;
    await bench.pass(hour + 2 * minute);
    expect(bench.told.at(-1)).toMatchObject([{ deviceId: "a", recording: { state: "stopped" } }]);
  });

  it("its clock is noted at once when it was set", async () => {
    const bench = await startHealth(["a"]);
    await bench.pass(2 * minute);
    bench.clockOffset(400);
    await bench.pass(2 * minute);
    expect(bench.rowOf("a").clockOffsetMs).toBe(0);
    bench.clockOffset(-3_600_000);
    await bench.pass(2 * minute);
    expect(bench.rowOf("a").clockOffsetMs).toBe(-3_600_000);
  });
});

it("asks at once when a person wants to know, and does not wait for the second try", async () => {
  const bench = await startHealth(["a"]);
  await bench.pass(61);
  bench.fail("a", "connectionLost");
  const answer = await bench.health.probe("a");
  expect(answer).toMatchObject({ ok: true, value: { state: "offline", cause: "connectionLost" } });
  expect(bench.historyOf("a")).toMatchObject([{ cause: "connectionLost" }]);
});
