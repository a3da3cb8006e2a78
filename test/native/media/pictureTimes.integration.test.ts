import { execFileSync } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { openLog } from "../../../app/base/log";
import { createMedia } from "../../../native/media/media";
import { frameOf } from "../../../native/media/relay/interleaved";
import { methodOf } from "../../../native/media/relay/rtspMessage";
import { ffmpegPath } from "../../harness/ffmpegTool";
import { connectStation } from "../../harness/mediaStation";
import { isChunk, isPhase, type TestWindow } from "../../harness/streamWindow";
import { groupAccessUnits, splitNals } from "../../simulators/camera/annexB";
import { groupHevcUnits } from "../../simulators/camera/annexB265";
import { packetise } from "../../simulators/camera/rtpH264";
import { packetiseH265 } from "../../simulators/camera/rtpH265";
import { stampPacket } from "../../simulators/camera/rtpPacket";
import { playsButSendsNothing, reply } from "./relay/fakeBehaviours";
import { startFakeCamera, type FakeBehaviour } from "./relay/fakeCamera";

const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const ticksPerPicture = 6_000;
const firstTimestamp = 5_000_000;

type Codec = "H264" | "H265";

/** A group of pictures as the packets of each. */
const film = (codec: Codec): readonly (readonly Buffer[])[] => {
  const source = ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=160x90:rate=15:duration=1"];
  const encoded = {
    H264: ["-c:v", "libx264", "-bf", "0", "-f", "h264", "pipe:1"],
    H265: ["-c:v", "libx265", "-x265-params", "bframes=0:log-level=none", "-f", "hevc", "pipe:1"],
  };
  const nals = splitNals(execFileSync(ffmpegPath, [...source, ...encoded[codec]]));
  return codec === "H264"
    ? groupAccessUnits(nals).map((unit) => packetise(unit))
    : groupHevcUnits(nals).map((unit) => packetiseH265(unit));
};

/** Plays, and describes H.265. */
const playsH265: FakeBehaviour = (request, answer) => {
  if (methodOf(request) !== "DESCRIBE") {
    playsButSendsNothing(request, answer);
    return;
  }
  const sdp = ["v=0", "s=x", "m=video 0 RTP/AVP 98", "a=rtpmap:98 H265/90000", "a=control:t", ""].join("\r\n");
  answer.write(reply(request, "200 OK", [], sdp));
};

/** Answers PLAY with the time stamp at which the next group of pictures will begin, and sends the running one. */
const namesTheNextGroup: FakeBehaviour = (request, answer) => {
  if (methodOf(request) !== "PLAY") playsButSendsNothing(request, answer);
  else answer.write(reply(request, "200 OK", ["Session: 42", `RTP-Info: url=t;seq=900;rtptime=${firstTimestamp * 2}`]));
};

interface Sender {
  readonly window: TestWindow;
  readonly pictures: number;
  /** Sends one picture. */
  send(number: number): void;
}

const play = async (behave: FakeBehaviour, codec: Codec): Promise<Sender> => {
  const camera = await startFakeCamera(behave);
  open.push(camera);
  const media = createMedia({ ffmpegPath, log: openLog("media", () => undefined), clock: systemClock, lingerMs: 200 });
  open.push(media);
  const window = connectStation(media).open({ id: "camera/sub", url: camera.url, credential: null, playsH265: true });
  await window.next(isPhase("waitingForKeyFrame"));
  const pictures = film(codec);
  let sequence = 0;
  return {
    window,
    pictures: pictures.length,
    send: (number) => {
      const timestamp = firstTimestamp + number * ticksPerPicture;
      for (const packet of pictures[number] ?? []) {
        stampPacket(packet, 0, { sequence, timestamp, ssrc: 7 }, 0);
        sequence += 1;
        camera.send(frameOf(0, packet));
      }
    },
  };
};

/** The times of the pictures in an FLV file, ms. */
const timesOf = (file: Buffer): readonly number[] => {
  const times: number[] = [];
  for (let at = 13; at + 15 <= file.length; at += 15 + file.readUIntBE(at + 1, 3))
    if (file[at] === 9 && file[at + 12] === 1) times.push(file.readUIntBE(at + 4, 3) + (file[at + 7] ?? 0) * 2 ** 24);
  return times;
};

test.each<[Codec, FakeBehaviour]>([
  ["H264", playsButSendsNothing],
  ["H265", playsH265],
])(
  "each picture of %s comes as soon as it is whole: the next one is only sent once it is there",
  async (codec, behave) => {
    const { window, pictures, send } = await play(behave, codec);
    const came = (): number => window.all.filter(isChunk).length;
    // The rhythm is known from the second on.
    send(0);
    for (let number = 1; number < pictures; number += 1) {
      send(number);
      await expect.poll(came).toBe(number + 1);
    }
  },
);

test("a camera that names the next group of pictures and sends the running one: each picture has its own time", async () => {
  const { window, pictures, send } = await play(namesTheNextGroup, "H264");
  for (let number = 0; number < pictures; number += 1) send(number);
  await expect.poll(() => timesOf(window.file(1)).length).toBeGreaterThanOrEqual(pictures - 1);
  const times = timesOf(window.file(1));
  expect(times).toEqual(times.map((_, index) => Math.round((index * 1_000) / 15)));
});
