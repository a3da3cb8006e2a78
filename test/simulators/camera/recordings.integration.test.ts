import { createRequire } from "node:module";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startCameras, startRecorder, type Recorder } from "./index";

type Answer = (error: Error | null, value: unknown) => void;

/** What npm's onvif knows of Profile G; it turns names into camel case and lists of one into that one. */
interface ForeignDevice {
  getRecordings(answer: Answer): void;
  getRecordingJobs(answer: Answer): void;
  getRecordingJobState(options: { readonly JobToken: string }, answer: Answer): void;
  getRecordingConfiguration(options: { readonly RecordingToken: string }, answer: Answer): void;
  getRecordingSummary(answer: Answer): void;
  getServices(includeCapability: boolean, answer: Answer): void;
}

const { Cam } = createRequire(import.meta.url)("onvif") as {
  readonly Cam: new (options: object, ready: (this: ForeignDevice, error: Error | null) => void) => ForeignDevice;
};

const login = { userName: "operator", password: "duty-room-1" };
const channels = 3;

const connect = (port: number): Promise<ForeignDevice> =>
  new Promise((resolve, reject) => {
    const options = { hostname: "127.0.0.1", port, username: login.userName, password: login.password };
    new Cam(options, function (error) {
      if (error === null) resolve(this);
      else reject(error);
    });
  });

const answered = (ask: (answer: Answer) => void): Promise<unknown> =>
  new Promise((resolve, reject) => {
    ask((error, value) => {
      if (error === null) resolve(value);
      else reject(error);
    });
  });

let started: Recorder;
let device: ForeignDevice;

beforeAll(async () => {
  started = await startRecorder({ channels, ...login });
  device = await connect(started.recorder.httpPort);
});
afterEach(() => {
  const { faults } = started.recorder;
  faults.stopRecording(2, false);
  faults.failStorage(null);
  faults.recordingService("well");
});
afterAll(() => started.stop());

const stateOf = (JobToken: string): Promise<unknown> =>
  answered((answer) => {
    device.getRecordingJobState({ JobToken }, answer);
  });
const summary = async (): Promise<{ dataFrom: Date; dataUntil: Date; numberRecordings: number }> =>
  (await answered((answer) => {
    device.getRecordingSummary(answer);
  })) as { dataFrom: Date; dataUntil: Date; numberRecordings: number };

describe("a simulated recorder's recordings, asked by npm's onvif", () => {
  it("are one of each channel, called after it, with a job that writes it from its main profile", async () => {
    const recordings = await answered((answer) => {
      device.getRecordings(answer);
    });
    expect(recordings).toMatchObject(
      started.recorder.channels.map(({ name }, index) => ({
        recordingToken: `Recording_ch${String(index + 1)}`,
        configuration: { source: { name }, content: name },
        tracks: { track: { trackToken: "VIDEO001", configuration: { trackType: "Video" } } },
      })),
    );
    const jobs = await answered((answer) => {
      device.getRecordingJobs(answer);
    });
    expect(jobs).toMatchObject(
      ["1", "2", "3"].map((channel) => ({
        jobToken: `RecordingJob_ch${channel}`,
        jobConfiguration: {
          recordingToken: `Recording_ch${channel}`,
          mode: "Active",
          source: { sourceToken: { token: `Profile_ch${channel}_main` } },
        },
      })),
    );
    expect(await stateOf("RecordingJob_ch2")).toMatchObject({ recordingToken: "Recording_ch2", state: "Active" });
  });

  it("are announced among its services with what they can", async () => {
    const services = (await answered((answer) => {
      device.getServices(true, answer);
    })) as { namespace: string; XAddr: string }[];
    const addressOf = (name: string): string | undefined =>
      services.find(({ namespace }) => namespace === `http://www.onvif.org/ver10/${name}/wsdl`)?.XAddr;
    expect(addressOf("recording")).toMatch(/\/onvif\/recording_service$/);
    expect(addressOf("search")).toMatch(/\/onvif\/search_service$/);
  });

  it("reach back a week, to now", async () => {
    const { dataFrom, dataUntil, numberRecordings } = await summary();
    expect(numberRecordings).toBe(channels);
    expect(dataUntil.getTime() - dataFrom.getTime()).toBeGreaterThanOrEqual(7 * 86_400_000);
    expect(Math.abs(dataUntil.getTime() - Date.now())).toBeLessThan(60_000);
  });

  it("stop on one channel alone when told so", async () => {
    started.recorder.faults.stopRecording(2, true);
    expect(await stateOf("RecordingJob_ch2")).toMatchObject({ state: "Idle" });
    expect(await stateOf("RecordingJob_ch3")).toMatchObject({ state: "Active" });
  });

  it("report a full disk as the error of each job, and none that nothing is stored", async () => {
    started.recorder.faults.failStorage("full");
    expect(await stateOf("RecordingJob_ch1")).toMatchObject({
      state: "Error",
      sources: { tracks: { track: { error: "Disk full", state: "Error" } } },
    });
    expect((await summary()).numberRecordings).toBe(channels);
    started.recorder.faults.failStorage("missing");
    expect((await summary()).numberRecordings).toBe(0);
  });

  it("are answered with a fault when told so, and refused to a user who may do the rest", async () => {
    started.recorder.faults.recordingService("faulting");
    await expect(summary()).rejects.toThrow("The recording service failed.");
    started.recorder.faults.recordingService("denying");
    await expect(summary()).rejects.toThrow(/not authorized/i);
    await expect(connect(started.recorder.httpPort)).resolves.toBeDefined();
  });

  it("know no job of another name", async () => {
    await expect(stateOf("RecordingJob_ch9")).rejects.toThrow("There is none of this token.");
  });
});

it("a simulated camera, and a recorder without these services, answers nothing of recordings", async () => {
  const { cameras, stop } = await startCameras({ cameras: 1, ...login });
  const silent = await startRecorder({ channels: 1, ...login, tellsRecordings: false });
  for (const { serviceUrl } of [silent.recorder, ...cameras]) {
    const asked = await fetch(serviceUrl.replace("device_service", "recording_service"), { method: "POST", body: "" });
    expect(asked.status).toBe(404);
  }
  await Promise.all([stop(), silent.stop()]);
});
