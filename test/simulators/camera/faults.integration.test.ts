import { connect as connectTls } from "node:tls";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startCameras, type Cameras, type SimulatedCamera } from "./index";
import { readPictureCode } from "./pictureCode";
import { decodedPictures } from "./support/decodedPictures";
import { depacketise, readRtp, type RtpPacket } from "./support/depacketise";
import { connectRtsp, type RtspTestClient } from "./support/rtspTestClient";
import { openUdpReceiver, type UdpReceiver } from "./support/udpReceiver";

const login = { userName: "operator", password: "duty-room-1" };
const tcp = "RTP/AVP/TCP;unicast;interleaved=0-1";

let cameras: Cameras;
let camera: SimulatedCamera;
let url: string;
const open: { close(): void }[] = [];

beforeEach(async () => {
  cameras = await startCameras({ cameras: 2, startWith: "lastKeyFrame", ...login, secure: true });
  const [first] = cameras.cameras;
  if (first === undefined) throw new Error("no camera");
  camera = first;
  url = camera.rtspUrl.sub;
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await cameras.stop();
});

const play = async (transport = tcp, password = login.password, at = url): Promise<RtspTestClient> => {
  const client = connectRtsp(at);
  open.push(client);
  const account = { ...login, password };
  const setUp = await client.login(account, "SETUP", `${at}/trackID=1`, { Transport: transport });
  expect(setUp.status).toBe(200);
  const session = setUp.headers.get("session")?.split(";")[0] ?? "";
  expect((await client.login(account, "PLAY", at, { Session: session })).status).toBe(200);
  return client;
};

const playUdp = async (): Promise<UdpReceiver> => {
  const receiver = await openUdpReceiver();
  open.push(receiver);
  await play(receiver.transport);
  return receiver;
};

const packetsOf = (client: RtspTestClient): readonly RtpPacket[] =>
  client.frames.filter((frame) => frame.channel === 0).map((frame) => readRtp(frame.payload));

/** Resolves when so many more packets came. */
const morePackets = (client: RtspTestClient, count: number): Promise<unknown> => {
  const enough = packetsOf(client).length + count;
  return client.nextFrame(() => packetsOf(client).length >= enough);
};

const nalTypes = (packets: readonly RtpPacket[]): readonly number[] =>
  packets.map(({ payload }) => (payload[0] ?? 0) & 0x1f);

const soap = (operation: string): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><${operation} ` +
  `xmlns="http://www.onvif.org/ver10/device/wsdl"/></s:Body></s:Envelope>`;

const ask = async (operation: string): Promise<Response> =>
  fetch(camera.serviceUrl, { method: "POST", body: soap(operation) });

const decode = async (count: number) => {
  const input = ["-rtsp_transport", "tcp", "-i", url.replace("://", `://${login.userName}:${login.password}@`)];
  return (await decodedPictures(input, 640, 360, count)).map((picture) => readPictureCode(picture, 640, 360));
};

describe("a picture's faults", () => {
  it("freeze: decodable pictures come in their time and show one moment, then it moves on", async () => {
    const client = await play();
    await morePackets(client, 5);
    await camera.faults.freezePicture(true);
    // The still picture has begun: who joins before it is still given the moving group first.
    await morePackets(client, 20);
    const frozen = await decode(45);
    expect(new Set(frozen.map((code) => code?.clipTimeMs)).size).toBe(1);
    expect(frozen[0]?.cameraNumber).toBe(1);
    await camera.faults.freezePicture(false);
    await morePackets(client, 100);
    const moving = await decode(10);
    expect(new Set(moving.map((code) => code?.clipTimeMs)).size).toBe(10);
    const packets = packetsOf(client);
    packets.slice(1).forEach((packet, index) => {
      expect(packet.sequence).toBe(((packets[index]?.sequence ?? 0) + 1) & 0xffff);
      expect([0, 6_000]).toContain((packet.timestamp - (packets[index]?.timestamp ?? 0)) >>> 0);
    });
  });

  it("garbage: headers stay right, payloads are noise, and clean pictures follow", async () => {
    camera.faults.garbage(true);
    const receiver = await playUdp();
    await receiver.until(() => receiver.packets.length > 20);
    expect(() => depacketise(receiver.packets)).toThrow();
    receiver.packets.slice(1).forEach((packet, index) => {
      expect(packet.sequence).toBe(((receiver.packets[index]?.sequence ?? 0) + 1) & 0xffff);
    });
    camera.faults.garbage(false);
    expect((await decode(3)).map((code) => code?.cameraNumber)).toEqual([1, 1, 1]);
  });

  it("refuses RTP over the RTSP connection with 461, and takes it again", async () => {
    const setUp = async (): Promise<number> => {
      const client = connectRtsp(url);
      open.push(client);
      return (await client.login(login, "SETUP", `${url}/trackID=1`, { Transport: tcp })).status;
    };
    camera.faults.refuseTcp(true);
    expect(await setUp()).toBe(461);
    await playUdp();
    camera.faults.refuseTcp(false);
    expect(await setUp()).toBe(200);
  });

  it("loses a share of the UDP packets, and none afterwards", async () => {
    camera.faults.packetLoss(0.5);
    const receiver = await playUdp();
    const gaps = (packets: readonly RtpPacket[]): number =>
      packets.slice(1).filter((one, index) => one.sequence !== (((packets[index]?.sequence ?? 0) + 1) & 0xffff)).length;
    await receiver.until(() => receiver.packets.length > 40);
    expect(gaps(receiver.packets)).toBeGreaterThan(0);
    camera.faults.packetLoss(0);
    const whole = await playUdp();
    await whole.until(() => whole.packets.length > 40);
    expect(gaps(whole.packets)).toBe(0);
  });

  it("timestamps jump forwards and back", async () => {
    const client = await play();
    await morePackets(client, 3);
    const steps = (): readonly number[] => {
      const times = packetsOf(client).map((packet) => packet.timestamp);
      return times.slice(1).map((time, index) => (time - (times[index] ?? 0)) | 0);
    };
    camera.faults.jumpTimestamps(10_000);
    await client.nextFrame(() => steps().includes(900_000 + 6_000));
    camera.faults.jumpTimestamps(-20_000);
    await client.nextFrame(() => steps().includes(-1_800_000 + 6_000));
  });

  it("its size changes in band at a key frame with new parameter sets, and in the next description", async () => {
    const client = await play();
    await morePackets(client, 3);
    const sets = (): readonly string[] =>
      packetsOf(client)
        .filter(({ payload }) => ((payload[0] ?? 0) & 0x1f) === 7)
        .map(({ payload }) => payload.toString("hex"));
    await camera.faults.changeFormat({ widthPx: 320, heightPx: 180 });
    await client.nextFrame(() => new Set(sets()).size === 2);
    const { body } = await client.login(login, "DESCRIBE", url);
    expect(body).toContain(Buffer.from(sets().at(-1) ?? "", "hex").toString("base64"));
    const types = nalTypes(packetsOf(client));
    expect(types.slice(types.lastIndexOf(7), types.lastIndexOf(7) + 2)).toEqual([7, 8]);
    const profiles = await (await fetchProfiles()).text();
    expect(profiles).toContain("<tt:Width>320</tt:Width>");
  });

  it("its codec changes with its sessions ended", async () => {
    const client = await play();
    await camera.faults.changeFormat({ codec: "H265" }, { mode: "closing" });
    await client.closed;
    expect((await decode(3)).map((code) => code?.cameraNumber)).toEqual([1, 1, 1]);
    const again = await play();
    expect((await again.login(login, "DESCRIBE", url)).body).toContain("H265/90000");
    expect(await (await fetchProfiles()).text()).not.toContain("Profile_sub");
  });
});

/** Media1's profiles, asked while nothing needs a password. */
const fetchProfiles = async (): Promise<Response> => {
  camera.faults.setPassword(null);
  const reply = await fetch(camera.serviceUrl.replace("device_service", "media_service"), {
    method: "POST",
    body: soap("GetProfiles"),
  });
  camera.faults.setPassword(login.password);
  return reply;
};

describe("a device's faults", () => {
  const describedWith = async (password: string): Promise<number> => {
    const client = connectRtsp(url);
    open.push(client);
    return (await client.login({ ...login, password }, "DESCRIBE", url)).status;
  };

  it("a new password holds from the next request on, while sessions go on", async () => {
    const client = await play();
    camera.faults.setPassword("other");
    expect([await describedWith(login.password), await describedWith("other")]).toEqual([401, 200]);
    await morePackets(client, 3);
    expect(camera.refusedTries()).toBe(1);
  });

  it("locks the account after wrong tries, over RTSP and HTTP, for its time", async () => {
    camera.faults.lockOut({ afterTries: 2, forMs: 60_000 });
    expect([await describedWith("a"), await describedWith("b")]).toEqual([401, 401]);
    expect(await describedWith(login.password)).toBe(403);
    const refused = await ask("GetDeviceInformation");
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("locked")]);
    camera.faults.lockOut({ afterTries: 1, forMs: 1, status: 401 });
    expect(await describedWith("c")).toBe(401);
    await expect.poll(() => describedWith(login.password)).toBe(200);
  });

  it("answers late, or breaks its answers off", async () => {
    camera.faults.slowAnswers(400);
    const clock = ask("GetSystemDateAndTime");
    expect(await Promise.race([clock, wait(50, "late")])).toBe("late");
    expect((await clock).status).toBe(200);
    const described = describedWith(login.password);
    expect(await Promise.race([described, wait(50, "late")])).toBe("late");
    expect(await described).toBe(200);
    camera.faults.slowAnswers(0);
    camera.faults.cutAnswers(true);
    await expect(ask("GetSystemDateAndTime").then((reply) => reply.text())).rejects.toThrow();
    await expect(describedWith(login.password)).rejects.toThrow("closed");
    camera.faults.cutAnswers(false);
    expect(await describedWith(login.password)).toBe(200);
  });

  it("half open it takes connections and says nothing on them", async () => {
    const client = await play();
    await morePackets(client, 3);
    camera.faults.halfOpen(true);
    const silent = connectRtsp(url);
    open.push(silent);
    // Meanwhile another camera goes on.
    const other = await play(tcp, login.password, cameras.cameras[1]?.rtspUrl.sub);
    const before = client.frames.length;
    const said = silent.request("OPTIONS", url);
    expect(await Promise.race([said, morePackets(other, 40).then(() => "nothing")])).toBe("nothing");
    expect(client.frames.length).toBe(before);
    camera.faults.halfOpen(false);
    await client.nextFrame();
    silent.close();
    await expect(said).rejects.toThrow("closed");
  });

  it("tells its own wrong clock by ONVIF and in sender reports over TCP and UDP", async () => {
    const offsetMs = -8 * 3_600_000;
    camera.faults.setClockOffset(offsetMs);
    const reported = (report: Buffer): number => report.readUInt32BE(8) * 1000 + Date.UTC(1900, 0, 1) - Date.now();
    const client = await play();
    const overTcp = (): Buffer | undefined => client.frames.find((frame) => frame.channel === 1)?.payload;
    if (overTcp() === undefined) await client.nextFrame((frame) => frame.channel === 1);
    const receiver = await playUdp();
    await receiver.until(() => receiver.reports.length > 0);
    const reports = [overTcp() ?? Buffer.alloc(28), ...receiver.reports];
    for (const report of reports) {
      expect(Math.abs(reported(report) - offsetMs)).toBeLessThan(60_000);
    }
    const text = await (await ask("GetSystemDateAndTime")).text();
    expect(text).toContain(`<tt:Hour>${new Date(Date.now() + offsetMs).getUTCHours()}</tt:Hour>`);
  });

  it("reboots by itself on the same ports, and stays off when it is switched off meanwhile", async () => {
    const client = await play();
    const rebooted = camera.faults.reboot({ downMs: 50 });
    await client.closed;
    await rebooted;
    await morePackets(await play(), 1);
    const again = camera.faults.reboot({ downMs: 600_000 });
    await wait(20);
    await camera.faults.switchOff();
    await again;
    await expect(ask("GetSystemDateAndTime")).rejects.toThrow();
  });

  it("shows another certificate after it was renewed", async () => {
    const shown = (port: number | undefined): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connectTls({ port: port ?? 0, host: "127.0.0.1", rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().fingerprint256);
          socket.destroy();
        });
        socket.on("error", reject);
      });
    const { secure } = camera;
    const first = secure?.fingerprint256();
    expect([await shown(secure?.httpsPort), await shown(secure?.rtspsPort)]).toEqual([first, first]);
    camera.faults.renewCertificate();
    const second = secure?.fingerprint256();
    expect(second).not.toBe(first);
    expect([await shown(secure?.httpsPort), await shown(secure?.rtspsPort)]).toEqual([second, second]);
  });
});
