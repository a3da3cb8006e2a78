import { describe, expect, it, onTestFinished } from "vitest";
import type { DeviceHealth } from "../../../app/contract/health";
import { ffmpegPath } from "../../harness/ffmpegTool";
import { openStation } from "../../harness/runningStation";
import { startRecorder, type RecorderOptions, type SimulatedRecorder } from "../../simulators/camera";

const login = { userName: "duty", password: "pw-1" };
const channels = 8;

interface Bench {
  readonly recorder: SimulatedRecorder;
  /** Asks the recorder now. */
  readonly probe: () => Promise<DeviceHealth>;
}

const open = async (options: Partial<RecorderOptions> = {}): Promise<Bench> => {
  const { client } = await openStation();
  const { recorder, stop } = await startRecorder({ channels, ...login, ffmpegPath, ...options });
  onTestFinished(stop);
  const added = await client.ask("devices.add", {
    address: recorder.secure?.serviceUrl ?? recorder.serviceUrl,
    ...login,
  });
  if (!added.ok) throw new Error(JSON.stringify(added.error));
  const probe = async (): Promise<DeviceHealth> => {
    const told = await client.ask("health.probe", { deviceId: added.value.id });
    if (!told.ok) throw new Error(JSON.stringify(told.error));
    return told.value;
  };
  return { recorder, probe };
};

const week = 7 * 86_400_000;

describe("a recorder of eight channels", () => {
  it("tells that each is recorded, from when until when", async () => {
    const { recorder, probe } = await open();
    const beforeUtcMs = Date.now();
    const { recording } = await probe();
    expect(recording).toMatchObject({ state: "recording", recordings: channels });
    expect(recording?.channels).toMatchObject(
      recorder.channels.map(({ name }, index) => ({
        ...{ name, state: "recording", error: "" },
        sourceToken: `Profile_ch${String(index + 1)}_main`,
      })),
    );
    for (const reach of [recording, ...(recording?.channels ?? [])])
      expect((reach?.newestAtUtcMs ?? 0) - (reach?.oldestAtUtcMs ?? 0)).toBeGreaterThanOrEqual(week);
    expect(recording?.toldAtUtcMs).toBeGreaterThanOrEqual(beforeUtcMs);
  });

  it("is online with one channel not recorded, whose newest picture stays as old as it is", async () => {
    const { recorder, probe } = await open();
    recorder.faults.stopRecording(3, true);
    const first = await probe();
    expect(first).toMatchObject({ state: "online", cause: null, recording: { state: "partly" } });
    expect(first.recording?.channels.map(({ state }) => state)).toEqual(
      recorder.channels.map((_, index) => (index === 2 ? "stopped" : "recording")),
    );
    const second = await probe();
    const newest = ({ recording }: DeviceHealth, index: number) => recording?.channels[index]?.newestAtUtcMs ?? 0;
    expect(newest(second, 2)).toBe(newest(first, 2));
    expect(newest(second, 1)).toBeGreaterThan(newest(first, 1));
    recorder.faults.stopRecording(3, false);
    expect(await probe()).toMatchObject({ recording: { state: "recording" } });
  });

  it("tells of a full disk in its own words, and of one that is missing that nothing is stored", async () => {
    const { recorder, probe } = await open();
    recorder.faults.failStorage("full");
    const full = await probe();
    expect(full).toMatchObject({ state: "online", recording: { state: "failed", recordings: channels } });
    expect(full.recording?.channels).toContainEqual(expect.objectContaining({ state: "failed", error: "Disk full" }));
    recorder.faults.failStorage("missing");
    expect(await probe()).toMatchObject({
      recording: { state: "failed", recordings: 0, oldestAtUtcMs: null, newestAtUtcMs: null },
    });
  });

  it("that answers with faults leaves its recordings open, and everything else as it is", async () => {
    const { recorder, probe } = await open();
    recorder.faults.recordingService("faulting");
    expect(await probe()).toMatchObject({
      ...{ state: "online", loginFailure: null, firmwareVersion: "1.0.0" },
      recording: { state: "unknown", channels: [], recordings: null },
    });
  });

  it("that denies this account its recordings is not taken to refuse the password, and is asked again", async () => {
    const { recorder, probe } = await open();
    recorder.faults.recordingService("denying");
    expect(await probe()).toMatchObject({ state: "online", loginFailure: null, recording: { state: "denied" } });
    expect(recorder.refusedTries()).toBe(0);
    recorder.faults.recordingService("well");
    expect(await probe()).toMatchObject({ recording: { state: "recording" } });
  });

  it("keeps what it told last, with its age, while it is off", async () => {
    const { recorder, probe } = await open();
    const { recording } = await probe();
    await recorder.faults.switchOff();
    expect(await probe()).toMatchObject({ state: "offline", recording });
  });

  it("by its own clock says when it recorded", async () => {
    const hour = 3_600_000;
    const { probe } = await open({ clockOffsetMs: -hour });
    const { recording } = await probe();
    expect(Math.abs((recording?.newestAtUtcMs ?? 0) + hour - (recording?.toldAtUtcMs ?? 0))).toBeLessThan(10_000);
  });
});

describe("a recorder of a maker", () => {
  it.each([
    ["that knows no GetServices, by its capabilities", { maker: "crane" }],
    ["that tells a host which leads nowhere", { maker: "lion" }],
    ["that redirects", { maker: "tern" }],
    ["that is asked over TLS", { secure: true }],
  ] as const)("%s, tells of its recordings", async (_, options) => {
    const { probe } = await open({ channels: 2, ...options });
    expect(await probe()).toMatchObject({ recording: { state: "recording", channels: [{}, {}] } });
  });

  it("that has no service for them is told apart from one that does not record", async () => {
    const { probe } = await open({ channels: 2, tellsRecordings: false });
    expect(await probe()).toMatchObject({ state: "online", recording: { state: "unsupported", channels: [] } });
  });
});
