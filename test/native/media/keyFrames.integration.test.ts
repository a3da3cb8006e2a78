import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { silentLog } from "../../../app/base/log";
import { createMedia } from "../../../native/media/media";
import { decode, ffmpegPath } from "../../harness/ffmpegTool";
import { connectStation, type TestStation } from "../../harness/mediaStation";
import { ffmpegChildrenOf } from "../../harness/processes";
import { isChunk, isPhase, type TestWindow } from "../../harness/streamWindow";
import { startCameras, type SimulatedCamera } from "../../simulators/camera";

const credential = { userName: "admin", password: "Simulated-pass-7" };

const startMedia = (): TestStation => {
  const media = createMedia({ ffmpegPath, log: silentLog, clock: systemClock, lingerMs: 200 });
  onTestFinished(() => media.close());
  return connectStation(media);
};

const startCamera = async (codec: "H264" | "H265"): Promise<SimulatedCamera> => {
  const cameras = await startCameras({ cameras: 1, ...credential, codec });
  onTestFinished(() => cameras.stop());
  return cameras.cameras[0] as SimulatedCamera;
};

const chunks = (window: TestWindow): number => window.all.filter(isChunk).length;

test.each(["H264", "H265"] as const)(
  "a viewer of key frames gets each of them whole and nothing else, from the session that runs (%s)",
  async (codec) => {
    const camera = await startCamera(codec);
    const station = startMedia();
    const source = { id: "camera/sub", url: camera.rtspUrl.sub, credential, playsH265: true };
    const full = station.open(source);
    await full.next(isPhase("live"));
    const lean = station.open(source, "keyFrames");
    // The one cached, and the next two.
    for (let picture = 0; picture < 3; picture += 1) await lean.next(isChunk, lean.all.length);
    expect(lean.all.find(({ kind }) => kind === "begin")).toMatchObject({ container: "annexB", generation: 1 });
    const pictures = chunks(lean);
    expect(chunks(full)).toBeGreaterThan(pictures * 10);
    const decoded = await decode(lean.file(1));
    expect(decoded).toEqual({ frames: pictures, complaints: "" });
    for (const message of lean.all) if (message.kind === "chunk") expect((await decode(message.bytes)).frames).toBe(1);
    expect(ffmpegChildrenOf(process.pid)).toHaveLength(1);
    expect(camera.rtspLoad().playing).toBe(1);
  },
);

test("a viewer of key frames gets a new file when the camera changes its size, and none that it does not take", async () => {
  const camera = await startCamera("H264");
  const station = startMedia();
  const lean = station.open({ id: "camera/sub", url: camera.rtspUrl.sub, credential }, "keyFrames");
  await lean.next(isChunk);
  await camera.faults.changeFormat({ widthPx: 320, heightPx: 180 });
  await lean.next((message) => message.kind === "begin" && message.generation === 2);
  await lean.next(isChunk, lean.all.length - 1);
  expect((await decode(lean.file(2))).complaints).toBe("");
});
