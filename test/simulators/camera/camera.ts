import { createHash } from "node:crypto";
import type { Announcement } from "./wsDiscovery";
import { clipRecipe, type Quality } from "./clipRecipe";
import type { ClipStore } from "./clips";
import type { DigestAlgorithm } from "./digestChallenge";
import { openLiveStream, type LiveStream } from "./liveStream";
import { makeOnce } from "./madeOnce";
import { scopesOf, servicePaths, type OnvifFacts } from "./onvifFacts";
import { openOnvifServer, type AnswerHook } from "./onvifServer";
import { openRtspServer, type RtspAuthentication } from "./rtspServer";

/** What a test may do to one camera while it runs. */
export interface CameraFaults {
  /** Power off: connections are cut, ports closed, discovery silent. */
  switchOff(): Promise<void>;
  /** Power on again, on the same ports. */
  switchOn(): Promise<void>;
  /** Cuts every RTSP and HTTP connection; new ones are taken. */
  dropConnections(): void;
  /** While stalled RTSP connections stay and answer, but nothing is sent; then on from a key frame. */
  stall(stalled: boolean): void;
  /** New RTSP sessions are refused with 503. */
  refuseSessions(refused: boolean): void;
  /** Puts answers of the test's own in the place of ONVIF's; null ends it. */
  answer(hook: AnswerHook | null): void;
}

/** One simulated camera. URLs hold no credentials. */
export interface SimulatedCamera {
  /** As in the picture's code. */
  readonly cameraNumber: number;
  readonly name: string;
  /** `urn:uuid:…` of WS-Discovery, the same whenever name, number and ports are. */
  readonly endpoint: string;
  readonly serviceUrl: string;
  readonly rtspUrl: Readonly<Record<Quality, string>>;
  readonly httpPort: number;
  readonly rtspPort: number;
  /** The picture's clip time is `performance.timeOrigin + performance.now()` of its sending, modulo this. */
  readonly loopMs: number;
  readonly serialNumber: string;
  readonly faults: CameraFaults;
  /** RTSP connections open now, and how many of them play. */
  rtspLoad(): { readonly connections: number; readonly playing: number };
}

export interface CameraOptions {
  readonly cameraNumber: number;
  readonly name: string;
  readonly httpPort: number;
  readonly rtspPort: number;
  readonly address: string;
  readonly userName: string;
  readonly password: string | null;
  readonly httpDigest: readonly DigestAlgorithm[];
  readonly refuseRepeatedNonces: boolean;
  readonly rtspAuthentication: RtspAuthentication;
  readonly rtspDigestQop: boolean;
  readonly sessionTimeoutSeconds: number;
  readonly clockOffsetMs: number;
  readonly clips: ClipStore;
}

export interface RunningCamera {
  readonly camera: SimulatedCamera;
  /** Null while switched off. */
  announcement(): Announcement | null;
}

const realm = "Simulated camera";
const location = "山东省淄博市高青县";
const model = "SIM-1080";
const qualities: readonly Quality[] = ["main", "sub"];

const hexOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A UUID (RFC 9562 version 8) out of a text. */
const uuidOf = (text: string): string => {
  const hex = hexOf(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Starts one camera: its ONVIF server and its RTSP server. */
export const startCamera = async (options: CameraOptions): Promise<RunningCamera> => {
  const { cameraNumber, name, address, clips } = options;
  const recipes = {
    main: clipRecipe(cameraNumber, name, "main"),
    sub: clipRecipe(cameraNumber, name, "sub"),
  };
  const streams = makeOnce<LiveStream>();
  const streamOf = (quality: Quality): Promise<LiveStream> =>
    streams(quality, async () => openLiveStream(await clips.clip(recipes[quality])));

  const rtsp = openRtspServer({
    address,
    authentication: options.password === null ? "none" : options.rtspAuthentication,
    digestQop: options.rtspDigestQop,
    userName: options.userName,
    password: options.password ?? "",
    realm,
    sessionTimeoutSeconds: options.sessionTimeoutSeconds,
    streamAt: async (path) => {
      const quality = qualities.find((known) => path === `/${known}`);
      return quality === undefined ? null : streamOf(quality);
    },
  });
  const onvif = openOnvifServer({
    address,
    userName: options.userName,
    password: options.password,
    realm,
    algorithms: options.httpDigest,
    refuseRepeatedNonces: options.refuseRepeatedNonces,
    facts: () => facts,
    snapshot: (quality) => clips.snapshot(recipes[quality]),
  });

  const rtspPort = await rtsp.listen(options.rtspPort);
  const httpPort = await onvif.listen(options.httpPort).catch(async (error: unknown) => {
    await rtsp.close();
    throw error;
  });
  const httpBase = `http://${address}:${httpPort}`;
  const rtspUrl = {
    main: `rtsp://${address}:${rtspPort}/main`,
    sub: `rtsp://${address}:${rtspPort}/sub`,
  };
  const identity = `${cameraNumber} ${name} ${httpPort}`;
  const serialNumber = `SIM${String(cameraNumber).padStart(6, "0")}`;
  const serviceUrl = `${httpBase}${servicePaths.device}`;
  const facts: OnvifFacts = {
    name,
    location,
    manufacturer: "Simulated",
    model,
    firmwareVersion: "1.0.0",
    serialNumber,
    hardwareId: "SIM",
    // Locally administered: belongs to no maker.
    macAddress: ["02", ...(hexOf(identity).slice(0, 10).match(/../g) ?? [])].join(":"),
    address,
    hostname: `sim-${cameraNumber}`,
    services: {
      device: serviceUrl,
      media: `${httpBase}${servicePaths.media}`,
      media2: `${httpBase}${servicePaths.media2}`,
    },
    profiles: qualities.map((quality) => ({
      quality,
      token: `Profile_${quality}`,
      recipe: recipes[quality],
      streamUrl: rtspUrl[quality],
      snapshotUrl: `${httpBase}/snapshot/${quality}`,
    })),
    nowUtcMs: () => Date.now() + options.clockOffsetMs,
  };
  const endpoint = `urn:uuid:${uuidOf(identity)}`;
  let on = true;

  return {
    announcement: () => (on ? { endpoint, serviceUrl, scopes: scopesOf(facts) } : null),
    camera: {
      cameraNumber,
      name,
      endpoint,
      serviceUrl,
      rtspUrl,
      httpPort,
      rtspPort,
      loopMs: recipes.main.loopMs,
      serialNumber,
      rtspLoad: () => ({ connections: rtsp.connectionCount, playing: rtsp.playingCount }),
      faults: {
        switchOff: async () => {
          on = false;
          await Promise.all([rtsp.close(), onvif.close()]);
        },
        switchOn: async () => {
          if (on) return;
          await Promise.all([rtsp.listen(rtspPort), onvif.listen(httpPort)]);
          on = true;
        },
        dropConnections: () => {
          rtsp.dropConnections();
          onvif.dropConnections();
        },
        stall: rtsp.stall,
        refuseSessions: rtsp.refuseSessions,
        answer: onvif.answer,
      },
    },
  };
};
