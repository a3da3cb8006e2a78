import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRecorder, type Recorder } from "./index";
import { readPictureCode } from "./pictureCode";
import { decodedPictures } from "./support/decodedPictures";
import { connectRtsp, type RtspTestClient } from "./support/rtspTestClient";

const { Cam } = createRequire(import.meta.url)("onvif") as {
  readonly Cam: new (options: object, ready: (this: ForeignDevice, error: Error | null) => void) => ForeignDevice;
};
interface ForeignDevice {
  readonly videoSources: readonly object[];
  readonly profiles: readonly { readonly name: string; readonly $: { readonly token: string } }[];
}

const login = { userName: "operator", password: "duty-room-1" };
const sessions = 3;
const tcp = { Transport: "RTP/AVP/TCP;unicast;interleaved=0-1" };

let started: Recorder;
const clients: RtspTestClient[] = [];

beforeAll(async () => {
  started = await startRecorder({ channels: 8, sessionLimit: { sessions }, ...login });
});
afterAll(async () => {
  for (const client of clients) client.close();
  await started.stop();
});

/** Sets a channel up; answers the status. */
const setUp = async (index: number): Promise<number> => {
  const url = started.recorder.channels[index]?.rtspUrl.sub ?? "";
  const client = connectRtsp(url);
  clients.push(client);
  return (await client.login(login, "SETUP", `${url}/trackID=1`, tcp)).status;
};

describe("a simulated recorder", () => {
  it("is one device with eight video sources and two profiles of each, named after its channel, to npm's onvif", async () => {
    const { recorder } = started;
    const device = await new Promise<ForeignDevice>((resolve, reject) => {
      const options = { hostname: "127.0.0.1", port: recorder.httpPort, username: login.userName, ...login };
      new Cam(options, function (error) {
        if (error === null) resolve(this);
        else reject(error);
      });
    });
    expect(device.videoSources.length).toBe(8);
    expect(device.profiles.map((profile) => profile.$.token).slice(0, 3)).toEqual([
      "Profile_ch1_main",
      "Profile_ch1_sub",
      "Profile_ch2_main",
    ]);
    expect(device.profiles.map((profile) => profile.name)).toEqual(
      recorder.channels.flatMap(({ name }) => [`${name} main`, `${name} sub`]),
    );
  });

  it("shows each channel's own picture", async () => {
    const url = started.recorder.channels[4]?.rtspUrl.sub.replace("://", `://${login.userName}:${login.password}@`);
    const [picture] = await decodedPictures(["-rtsp_transport", "tcp", "-i", url ?? ""], 640, 360, 1);
    expect(readPictureCode(picture ?? Buffer.alloc(0), 640, 360)?.cameraNumber).toBe(5);
  });

  it("refuses sessions beyond its limit with 453, over all channels, until one ends", async () => {
    expect([await setUp(0), await setUp(1), await setUp(0), await setUp(2)]).toEqual([200, 200, 200, 453]);
    expect(await setUp(3)).toBe(453);
    const [first] = clients;
    first?.close();
    await first?.closed;
    await expect.poll(() => setUp(3)).toBe(200);
  });
});
