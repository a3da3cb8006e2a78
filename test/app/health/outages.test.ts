import { describe, expect, it } from "vitest";
import { addDevice, addOutage, removeDevice, startHealth } from "./healthBench";

const minute = 60;
const hour = 3_600;

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
