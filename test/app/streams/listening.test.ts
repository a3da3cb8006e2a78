import { expect, it } from "vitest";
import { silentLog } from "../../../app/base/log";
import type { MediaReport } from "../../../app/contract/media";
import type { Port } from "../../../app/contract/port";
import type { CameraSource } from "../../../app/devices";
import { refusal, success } from "../../../app/domain/result";
import { createStreams } from "../../../app/streams";
import { fakeChannel } from "../../renderer/fakePort";

const credential = { userName: "duty", password: "口令" };

/** One camera, `gate`, that can be taken out of the records, and a media process that notes what it is told. */
const start = () => {
  let known = true;
  const source: CameraSource = {
    sourceId: "gate/sub",
    quality: "sub",
    url: "rtsp://10.0.0.7/gate",
    deviceId: "device",
    transport: "auto",
    certificateSha256: null,
    credential,
  };
  const devices = {
    source: (cameraId: string) =>
      known && cameraId === "gate" ? success(source) : refusal("notFound", "no such camera", "input.cameraId"),
    noteCertificate: () => undefined,
  };
  const streams = createStreams({ devices, log: silentLog });
  const { ours, theirs } = fakeChannel();
  const commands: unknown[] = [];
  const ports: Port[] = [];
  ours.onMessage((message, given) => {
    commands.push(message);
    ports.push(...given);
  });
  const { theirs: windowPort } = fakeChannel();
  return {
    streams,
    source,
    commands,
    ports,
    windowPort,
    connect: () => {
      streams.connectMedia(theirs);
    },
    say: (report: MediaReport) => {
      ours.post(report);
    },
    forget: () => {
      known = false;
    },
    listen: (cameraId: string) => streams.listen({ cameraId, quality: "sub" }, windowPort),
  };
};

it("hands media the source under an id of its own and the window's port, and tells the window neither", () => {
  const { connect, listen, source, commands, ports, windowPort } = start();
  connect();
  const { sourceId, quality, ...rest } = source;
  expect(listen("gate")).toEqual({ ok: true, value: { sourceId: `${sourceId}/sound`, quality } });
  expect(commands).toEqual([{ kind: "listen", source: { ...rest, id: "gate/sub/sound", playsH265: false } }]);
  expect(ports).toEqual([windowPort]);
});

it("is refused for a camera that is not recorded, and while media is away: the port stays the caller's", () => {
  const { connect, listen, commands, windowPort } = start();
  expect(listen("gate")).toMatchObject({ ok: false, error: { kind: "processLost" } });
  connect();
  expect(listen("elsewhere")).toMatchObject({ ok: false, error: { kind: "notFound" } });
  expect(commands).toEqual([]);
  expect(windowPort.closed).toBe(false);
});

it("ends with the camera's record, and with a change of its device's address or login", () => {
  const { streams, connect, listen, commands, forget } = start();
  connect();
  listen("gate");
  commands.length = 0;
  streams.endOfDevice("device");
  expect(commands).toContainEqual({ kind: "end", sourceId: "gate/sub/sound" });
  forget();
  streams.endRemoved();
  expect(commands.at(-1)).toEqual({ kind: "end", sourceId: "gate/sub/sound" });
});

it("says nothing of the camera's health: one that is not heard may well be seen", () => {
  const { streams, connect, listen, say } = start();
  const told: unknown[] = [];
  streams.onSession((change) => told.push(change));
  connect();
  listen("gate");
  say({ kind: "phase", sourceId: "gate/sub/sound", phase: "ended", failure: { kind: "sessionLimit" } });
  say({ kind: "sessionEnded", sourceId: "gate/sub/sound" });
  expect(told).toEqual([]);
  say({ kind: "phase", sourceId: "gate/sub", phase: "live" });
  expect(told).toHaveLength(1);
});
