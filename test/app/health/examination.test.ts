import { describe, expect, it } from "vitest";
import type { ChannelRecording, RecordingHealth } from "../../../app/contract/health";
import { query } from "../../../app/database";
import { noRecordings, startHealth } from "./healthBench";

const minute = 60;
const hour = 3_600;

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
    bench.examineWith({ kind: "told", told: { firmwareVersion: "1.0", recording: noRecordings } });
    bench.health.devicesChanged("a");
    await bench.pass(3);
    expect(bench.rowOf("a").loginFailure).toBeNull();
  });

  it("another firmware is noted with the one before, and kept", async () => {
    const bench = await startHealth(["a"]);
    await bench.pass(2 * minute);
    expect(bench.rowOf("a").firmwareChange).toBeNull();
    bench.examineWith({ kind: "told", told: { firmwareVersion: "2.0", recording: noRecordings } });
    await bench.pass(25 * hour);
    const row = bench.rowOf("a");
    expect(row).toMatchObject({ firmwareVersion: "2.0", firmwareChange: { before: "1.0" } });
    bench.restart();
    expect(bench.rowOf("a")).toMatchObject({ firmwareVersion: "2.0", firmwareChange: row.firmwareChange });
  });

  describe("of a recorder", () => {
    const channel = (name: string, state: ChannelRecording["state"]): ChannelRecording => ({
      ...{ name, sourceToken: "", state, error: "", oldestAtUtcMs: 1, newestAtUtcMs: 2 },
    });
    const told = (first: ChannelRecording["state"], rest: Partial<RecordingHealth> = {}) => ({
      kind: "told" as const,
      told: {
        firmwareVersion: "1.0",
        recording: {
          ...{ state: "recording" as const, toldAtUtcMs: 5, recordings: 2, oldestAtUtcMs: 1, newestAtUtcMs: 2 },
          channels: [channel("East", first), channel("West", "stopped")],
          ...rest,
        },
      },
    });

    it("recordings are asked for every ten minutes, and told at once when a channel's stop", async () => {
      const bench = await startHealth(["a"]);
      bench.examineWith(told("recording", { state: "partly" }));
      await bench.pass(2 * minute);
      expect(bench.rowOf("a").recording).toMatchObject({ state: "partly", recordings: 2 });
      bench.asked.length = 0;
      await bench.pass(hour);
      expect(bench.asked.filter((line) => line === "examine a").length).toBeGreaterThanOrEqual(5);
      expect(bench.asked.filter((line) => line === "examine a").length).toBeLessThanOrEqual(6);
      bench.examineWith(told("failed", { state: "partly" }));
      bench.told.length = 0;
      await bench.pass(12 * minute);
      expect(bench.told[0]).toMatchObject([{ state: "online", recording: { channels: [{ state: "failed" }, {}] } }]);
    });

    it("what it told last stays with its age while it does not answer, also after a restart", async () => {
      const bench = await startHealth(["a"]);
      bench.examineWith(told("recording"));
      await bench.pass(2 * minute);
      const { recording } = bench.rowOf("a");
      expect(recording?.toldAtUtcMs).toBe(5);
      bench.examineWith({ kind: "failed", failure: { kind: "timedOut" } });
      await bench.pass(hour);
      expect(bench.rowOf("a")).toMatchObject({ state: "online", recording });
      bench.restart(minute);
      expect(bench.rowOf("a").recording).toEqual(recording);
    });

    it("what an earlier version of the program kept in another shape is asked for anew within minutes", async () => {
      const bench = await startHealth(["a"]);
      bench.examineWith(told("recording"));
      await bench.pass(2 * minute);
      const spoil = query<[]>("test.spoil", `UPDATE device_health SET recording = '{"state":"recording","jobs":2}'`);
      bench.restart();
      bench.database.write((db) => db.run(spoil));
      bench.restart();
      expect(bench.rowOf("a").recording).toBeNull();
      await bench.pass(2 * minute);
      expect(bench.rowOf("a").recording).toMatchObject({ state: "recording" });
    });
  });

  it("a device without recordings is asked for them once a day", async () => {
    const bench = await startHealth(["a"]);
    await bench.pass(2 * minute);
    bench.asked.length = 0;
    await bench.pass(5 * hour);
    expect(bench.asked).not.toContain("examine a");
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
