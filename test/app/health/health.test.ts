import { describe, expect, it } from "vitest";
import { settle, startHealth } from "./healthBench";

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
