import { describe, expect, it } from "vitest";
import type { Device } from "../../../../app/contract/device";
import type { ChannelRecording, RecordingHealth } from "../../../../app/contract/health";
import {
  channelLines,
  countRecorded,
  isRecordingWrong,
  recordingTrouble,
  recordingWord,
} from "../../../../renderer/features/devices/recordingFigures";
import { deviceOf } from "../../../harness/deviceRecord";
import { inChinese } from "../../../harness/words";

const channel = (name: string, state: ChannelRecording["state"], more: Partial<ChannelRecording> = {}) => ({
  ...{ name, sourceToken: "", state, error: "", oldestAtUtcMs: null, newestAtUtcMs: null },
  ...more,
});

const recordingOf = (state: RecordingHealth["state"], channels: readonly ChannelRecording[]): RecordingHealth => ({
  ...{ state, toldAtUtcMs: 0, channels: [...channels], recordings: null, oldestAtUtcMs: null, newestAtUtcMs: null },
});

const recorder = deviceOf({ id: "r", name: "录像机", host: "10.0.0.9" });

describe("a recorder's channels", () => {
  it("have the names of the cameras they come from, else the recorder's own, the troubled ones first", () => {
    const [camera] = recorder.cameras;
    if (camera === undefined) throw new Error("the device has no camera");
    const named: Device = {
      ...recorder,
      cameras: [{ ...camera, name: "东门", sourceToken: "V1", profiles: [] }],
    };
    const lines = channelLines(
      named,
      recordingOf("partly", [
        channel("CH1", "recording", { sourceToken: "V1" }),
        channel("CH2", "noJob"),
        channel("CH3", "stopped", { sourceToken: "V3" }),
        channel("CH4", "failed"),
      ]),
    );
    expect(lines.map(({ name }) => name)).toEqual(["CH4", "CH3", "CH2", "东门"]);
  });

  it("count as meant to be recorded where a job says so", () => {
    const states = ["recording", "recording", "stopped", "failed", "partly", "noJob", "unknown"] as const;
    expect(
      countRecorded(
        recordingOf(
          "failed",
          states.map((state) => channel("", state)),
        ),
      ),
    ).toEqual({
      meant: 5,
      recorded: 2,
    });
  });
});

describe("what is wrong with a recorder's recordings", () => {
  const recording = (count: number) =>
    Array.from({ length: count }, (_, index) => channel(`好${String(index)}`, "recording"));
  const stopped = (...names: readonly string[]) => names.map((name) => channel(name, "stopped"));

  it.each([
    ["partly", [...recording(7), ...stopped("东门")], "1 路未录像", "东门：未录像"],
    ["partly", [...recording(6), ...stopped("东门", "西门")], "2 路未录像", "东门、西门：未录像"],
    ["partly", [...recording(5), ...stopped("东门", "西门", "南门")], "3 路未录像", "东门、西门 等 3 路：未录像"],
    ["stopped", stopped("东门", "西门"), "未录像", "未录像"],
    [
      "failed",
      [channel("东门", "failed", { error: "Disk full" }), channel("西门", "failed", { error: "Disk full" })],
      "录像故障",
      "录像故障（设备报告：Disk full）",
    ],
  ] as const)("is said of one that is %s", (state, channels, word, trouble) => {
    const given = recordingOf(state, channels);
    expect(isRecordingWrong(given)).toBe(true);
    expect(recordingWord(inChinese, given)).toBe(word);
    expect(recordingTrouble(inChinese, recorder, given)).toBe(trouble);
  });

  it.each(["recording", "unknown", "denied", "unsupported"] as const)("is nothing where it is %s", (state) => {
    expect(isRecordingWrong(recordingOf(state, []))).toBe(false);
  });

  it("is nothing of a camera that never stored anything and has no card, and something of a recorder without a disk", () => {
    const camera = { ...recordingOf("stopped", stopped("东门")), recordings: 0 };
    expect(isRecordingWrong(camera)).toBe(false);
    expect(isRecordingWrong({ ...camera, recordings: 3 })).toBe(true);
    expect(isRecordingWrong({ ...recordingOf("stopped", stopped("东门", "西门")), recordings: 0 })).toBe(true);
  });

  it("is nothing where it was not asked yet", () => {
    expect(isRecordingWrong(null)).toBe(false);
  });
});
