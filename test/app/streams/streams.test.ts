import { describe, expect, it } from "vitest";
import { silentLog } from "../../../app/base/log";
import type { MediaReport } from "../../../app/contract/media";
import type { Port } from "../../../app/contract/port";
import type { CameraSource, Devices } from "../../../app/devices";
import { refusal, success } from "../../../app/domain/result";
import { createStreams } from "../../../app/streams";
import { fakeChannel } from "../../renderer/fakePort";

const credential = { userName: "duty", password: "口令" };

/** Cameras with a sub stream alone; `remove` takes one out of the records. */
const records = (...cameraIds: string[]) => {
  const known = new Set(cameraIds);
  const source: Devices["source"] = (cameraId) => {
    if (!known.has(cameraId)) return refusal("notFound", "no such camera", "input.cameraId");
    const found: CameraSource = {
      sourceId: `${cameraId}/sub`,
      quality: "sub",
      url: `rtsp://10.0.0.7/${cameraId}`,
      deviceId: "device",
      transport: "auto",
      certificateSha256: null,
      credential,
    };
    return success(found);
  };
  const certificates: [deviceId: string, sha256: string][] = [];
  return {
    source,
    remove: (cameraId: string) => known.delete(cameraId),
    certificates,
    noteCertificate: (deviceId: string, sha256: string): void => void certificates.push([deviceId, sha256]),
  };
};

/** A media process: what it was told, the ports it was given, and what it says. */
const fakeMedia = () => {
  const { ours, theirs } = fakeChannel();
  const commands: unknown[] = [];
  const ports: Port[] = [];
  ours.onMessage((message, given) => {
    commands.push(message);
    ports.push(...given);
  });
  return {
    station: theirs,
    commands,
    ports,
    say: (report: MediaReport | string) => {
      ours.post(report);
    },
    die: () => {
      ours.close();
    },
  };
};

const start = (...cameraIds: string[]) => {
  const devices = records(...cameraIds);
  const logged: { fields: object; message: string }[] = [];
  const note = (fields: object, message: string): void => void logged.push({ fields, message });
  const streams = createStreams({ devices, log: { ...silentLog, warn: note, error: note } });
  const told: boolean[] = [];
  streams.onMediaChanged((ready) => told.push(ready));
  const connect = () => {
    const media = fakeMedia();
    streams.connectMedia(media.station);
    return media;
  };
  const open = (cameraId: string) => {
    const { ours: tile, theirs: windowPort } = fakeChannel();
    return { tile, windowPort, opened: streams.open({ cameraId, quality: "main", playsH265: true }, windowPort) };
  };
  return { streams, devices, told, logged, connect, open };
};

const endOf = (cameraId: string) => ({ kind: "end", sourceId: `${cameraId}/sub` });

describe("opening a stream", () => {
  it("hands media the source with its credential and the window's own port, and tells the window neither", () => {
    const { connect, open } = start("gate");
    const media = connect();
    const { opened, windowPort } = open("gate");
    expect(media.commands).toEqual([
      {
        kind: "open",
        source: {
          id: "gate/sub",
          url: "rtsp://10.0.0.7/gate",
          credential,
          deviceId: "device",
          transport: "auto",
          certificateSha256: null,
          playsH265: true,
        },
      },
    ]);
    expect(media.ports).toEqual([windowPort]);
    // The quality it really is, not the one asked for.
    expect(opened).toEqual({ ok: true, value: { sourceId: "gate/sub", quality: "sub" } });
  });

  it("of key frames alone is told to media as such", () => {
    const { connect, streams } = start("gate");
    const media = connect();
    streams.open({ cameraId: "gate", quality: "sub", playsH265: true, frames: "keyFrames" }, fakeChannel().theirs);
    expect(media.commands).toMatchObject([{ kind: "open", source: { id: "gate/sub" }, frames: "keyFrames" }]);
  });

  it("is refused for a camera that is not recorded: media hears nothing, and the port stays the caller's", () => {
    const { connect, open } = start("gate");
    const media = connect();
    const { opened, tile, windowPort } = open("elsewhere");
    expect(opened).toMatchObject({ ok: false, error: { kind: "notFound", part: "input.cameraId" } });
    expect(media.commands).toEqual([]);
    expect([tile.closed, windowPort.closed]).toEqual([false, false]);
  });

  it.each<[string, (started: ReturnType<typeof start>) => void]>([
    ["has not come up", () => undefined],
    ["has ended", ({ connect }) => connect().die()],
    [
      "was lost, as the shell says",
      ({ connect, streams }) => {
        connect();
        streams.loseMedia();
      },
    ],
  ])("is refused while media %s, and the port stays the caller's", (_, lose) => {
    const started = start("gate");
    lose(started);
    const { opened, tile, windowPort } = started.open("gate");
    expect(opened).toMatchObject({ ok: false, error: { kind: "processLost" } });
    expect([tile.closed, windowPort.closed]).toEqual([false, false]);
  });
});

it("has the first certificate of a device kept", () => {
  const { devices, connect, open } = start("gate");
  const media = connect();
  open("gate");
  media.say({ kind: "certificateSeen", deviceId: "device", sha256: "ab" });
  expect(devices.certificates).toEqual([["device", "ab"]]);
});

describe("a device whose address or login changed", () => {
  it("has its sessions ended, and no other", () => {
    const { streams, connect, open } = start("gate", "yard");
    const media = connect();
    open("gate");
    open("yard");
    media.commands.length = 0;
    streams.endOfDevice("another device");
    expect(media.commands.splice(0)).toEqual([{ kind: "forgive", deviceId: "another device" }]);
    streams.endOfDevice("device");
    expect(media.commands).toEqual([{ kind: "forgive", deviceId: "device" }, endOf("gate"), endOf("yard")]);
  });
});

describe("asking a source what it sends", () => {
  const source = { url: "rtsp://10.0.0.7/gate", credential, certificateSha256: null };
  const result = success({ encoding: "H264", frameRate: 25, certificateSha256: null });

  it("gives each question its own answer", async () => {
    const { streams, connect } = start();
    const media = connect();
    const [first, second] = [streams.describe(source), streams.describe(source)];
    const ids = media.commands.map((command) => (command as { questionId: number }).questionId);
    media.say({ kind: "described", questionId: ids[1] ?? 0, result: refusal("notRtsp") });
    media.say({ kind: "described", questionId: ids[0] ?? 0, result });
    expect(await first).toEqual(result);
    expect(await second).toMatchObject({ error: { kind: "notRtsp" } });
  });

  it("fails when media goes before it answers, or is away", async () => {
    const { streams, connect } = start();
    expect(await streams.describe(source)).toMatchObject({ error: { kind: "processLost" } });
    const media = connect();
    const asked = streams.describe(source);
    media.die();
    expect(await asked).toMatchObject({ error: { kind: "processLost" } });
  });
});

describe("devices that are removed", () => {
  it("end exactly their own sessions, once", () => {
    const { streams, devices, connect, open } = start("gate", "yard", "roof");
    const media = connect();
    for (const cameraId of ["gate", "yard", "roof"]) open(cameraId);
    media.commands.length = 0;
    streams.endRemoved();
    expect(media.commands).toEqual([]);
    devices.remove("gate");
    devices.remove("roof");
    streams.endRemoved();
    streams.endRemoved();
    expect(media.commands).toEqual([endOf("gate"), endOf("roof")]);
  });

  it("end no session that is over already, nor one of a media process that has gone", () => {
    const { streams, devices, connect, open } = start("gate", "yard");
    const first = connect();
    open("gate");
    open("yard");
    first.say({ kind: "sessionEnded", sourceId: "gate/sub" });
    const second = connect();
    open("gate");
    second.say({ kind: "sessionEnded", sourceId: "gate/sub" });
    second.commands.length = 0;
    devices.remove("gate");
    devices.remove("yard");
    streams.endRemoved();
    expect(second.commands).toEqual([]);
  });

  it("are ended also when media kept them while the station was restarted", () => {
    const { streams, devices, connect } = start("gate", "yard");
    const media = connect();
    media.say({ kind: "phase", sourceId: "gate/sub", phase: "live" });
    media.say({ kind: "phase", sourceId: "yard/sub", phase: "live" });
    media.say({ kind: "phase", sourceId: "removed meanwhile/main", phase: "live" });
    devices.remove("gate");
    streams.endRemoved();
    expect(media.commands).toEqual([endOf("gate"), { kind: "end", sourceId: "removed meanwhile/main" }]);
  });

  it("are ended though the media process before says that its session is over", () => {
    const { streams, devices, connect, open } = start("gate");
    const first = connect();
    open("gate");
    const second = connect();
    open("gate");
    second.commands.length = 0;
    first.say({ kind: "sessionEnded", sourceId: "gate/sub" });
    devices.remove("gate");
    streams.endRemoved();
    expect(second.commands).toEqual([endOf("gate")]);
  });
});

describe("media", () => {
  it("is told of when it comes, goes and comes back, and once each", () => {
    const { streams, told, connect } = start();
    expect(streams.isMediaReady()).toBe(false);
    const media = connect();
    expect(streams.isMediaReady()).toBe(true);
    media.die();
    // The shell says so too.
    streams.loseMedia();
    expect(streams.isMediaReady()).toBe(false);
    connect();
    expect(told).toEqual([true, false, true]);
  });

  it("stays when the port of an older one closes late", () => {
    const { streams, told, connect, open } = start("gate");
    const first = connect();
    const second = connect();
    first.die();
    expect(streams.isMediaReady()).toBe(true);
    expect(told).toEqual([true, true]);
    expect(open("gate").opened.ok).toBe(true);
    expect(first.commands).toEqual([]);
    expect(second.commands).toHaveLength(1);
  });

  it("may say what the contract does not know: the log has it, and nothing else happens", () => {
    const { streams, logged, connect, open } = start("gate");
    const media = connect();
    media.say("nonsense");
    expect(logged).toHaveLength(1);
    expect(streams.isMediaReady()).toBe(true);
    expect(open("gate").opened.ok).toBe(true);
  });

  it("leaves a trace in the log when a stream fails, without its password", () => {
    const { logged, connect, open } = start("gate");
    const media = connect();
    open("gate");
    const failure = { kind: "credentialsRefused" } as const;
    media.say({ kind: "phase", sourceId: "gate/sub", phase: "refused", failure });
    expect(logged).toEqual([{ fields: { sourceId: "gate/sub", phase: "refused", failure }, message: "stream" }]);
  });
});
