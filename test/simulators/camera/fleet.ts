import { clipRecipe, type Quality, type VideoFormat } from "./clipRecipe";
import { defaultClipFolder, openClipStore } from "./clips";
import { startDevice } from "./device";
import type { DeviceOptions, RunningDevice, SessionLimit } from "./deviceTypes";
import type { DigestAlgorithm } from "./digestChallenge";
import type { AudioCodec } from "./liveAudio";
import type { StartWith } from "./liveTrack";
import type { Maker } from "./makers";
import type { RtspAuthentication } from "./rtspGate";
import type { TransportName } from "./rtpTransport";
import type { VideoCodec } from "./videoCodec";
import { startDiscovery, type Discovery } from "./wsDiscovery";

/** What a device can do. Given for one camera it goes before what is given for all. */
export interface DeviceTraits {
  /** Of both qualities; H264 unless told. H.265 is told by Media2 alone. */
  readonly codec?: VideoCodec;
  /** A quiet tone as second track; none unless told. */
  readonly audio?: "none" | AudioCodec;
  /** Other transports get 461; both unless told. */
  readonly transports?: readonly TransportName[];
  /** HTTPS and RTSP over TLS beside the plain ones, with a self-signed certificate; no unless told. */
  readonly secure?: boolean;
  /** Whose ways it has; `plain` unless told. */
  readonly maker?: Maker;
  /** What a new viewer gets first; `nextKeyFrame` unless told. */
  readonly startWith?: StartWith;
  /** Of a recorder: recording and search service; yes unless told. */
  readonly tellsRecordings?: boolean;
  /** RTSP sessions at a time; beyond it 453 unless told. */
  readonly sessionLimit?: { readonly sessions: number; readonly status?: SessionLimit["status"] };
}

export interface FleetOptions extends DeviceTraits {
  readonly userName: string;
  /** Null: nothing asks for credentials. */
  readonly password: string | null;
  /** Where everything listens; 127.0.0.1 unless told. */
  readonly address?: string;
  /** Draws the clips; `FFMPEG_BIN`, else `ffmpeg` on the path. */
  readonly ffmpegPath?: string;
  /** Answer WS-Discovery; no unless told. */
  readonly discovery?: boolean;
  /** HTTP challenges in this order; SHA-256, then MD5 unless told. */
  readonly httpDigest?: readonly DigestAlgorithm[];
  /** A UsernameToken's nonce is good for one request; yes unless told. Libonvif needs no. */
  readonly refuseRepeatedNonces?: boolean;
  /** `digest` unless told. */
  readonly rtspAuthentication?: RtspAuthentication;
  /** Offer qop="auth" in RTSP's digest; no unless told, as most cameras. */
  readonly rtspDigestQop?: boolean;
  /** 60 unless told. */
  readonly sessionTimeoutSeconds?: number;
  /** The devices' clocks minus this machine's; 0 unless told. */
  readonly clockOffsetMs?: number;
  readonly clipFolder?: string;
  /** What must be drawn before it starts; sub alone unless told. The rest is drawn at its first DESCRIBE. */
  readonly drawFirst?: readonly Quality[];
  /** Told after each clip that is ready. */
  readonly onClipReady?: (ready: number, all: number) => void;
}

/** One device of a fleet. */
export interface DevicePlan extends DeviceTraits {
  readonly number: number;
  readonly name: string;
  readonly isRecorder: boolean;
  readonly channels: readonly { readonly cameraNumber: number; readonly name: string }[];
  readonly httpPort?: number;
  readonly rtspPort?: number;
}

export interface Fleet {
  readonly devices: readonly RunningDevice[];
  /** Whether Probes are answered; `error` when port 3702 could not be had. */
  readonly discovery: { readonly answering: boolean; readonly error: string | null };
  stop(): Promise<void>;
}

const formatOf = (traits: DeviceTraits): VideoFormat => ({ codec: traits.codec ?? "H264" });

const audioOf = (traits: DeviceTraits): AudioCodec | null =>
  traits.audio === undefined || traits.audio === "none" ? null : traits.audio;

const limitOf = ({ sessionLimit }: DeviceTraits): SessionLimit | null =>
  sessionLimit === undefined ? null : { sessions: sessionLimit.sessions, status: sessionLimit.status ?? 453 };

/**
 * Starts devices in this process.
 * @throws when a clip cannot be drawn or a given port is taken; nothing is left running then
 */
export const startFleet = async (plans: readonly DevicePlan[], options: FleetOptions): Promise<Fleet> => {
  const address = options.address ?? "127.0.0.1";
  const clips = openClipStore({
    ffmpegPath: options.ffmpegPath ?? process.env["FFMPEG_BIN"] ?? "ffmpeg",
    folder: options.clipFolder ?? defaultClipFolder(),
  });
  const devices = plans.map((plan) => ({ ...options, ...plan }));

  const drawFirst = options.drawFirst ?? ["sub"];
  const recipes = devices.flatMap((device) =>
    device.channels.flatMap(({ cameraNumber, name }) =>
      drawFirst.map((quality) => clipRecipe(cameraNumber, name, quality, formatOf(device))),
    ),
  );
  let ready = 0;
  await Promise.all(
    recipes.map(async (recipe) => {
      await clips.clip(recipe);
      ready += 1;
      options.onClipReady?.(ready, recipes.length);
    }),
  );

  const running: RunningDevice[] = [];
  const stopAll = async (): Promise<void> => {
    await Promise.all(running.map(({ faults }) => faults.switchOff()));
  };
  const optionsOf = (device: (typeof devices)[number]): DeviceOptions => ({
    number: device.number,
    name: device.name,
    isRecorder: device.isRecorder,
    tellsRecordings: device.isRecorder && (device.tellsRecordings ?? true),
    channels: device.channels.map((channel) => ({ ...channel, format: formatOf(device) })),
    httpPort: device.httpPort ?? 0,
    rtspPort: device.rtspPort ?? 0,
    address,
    userName: device.userName,
    password: device.password,
    httpDigest: device.httpDigest ?? ["SHA-256", "MD5"],
    refuseRepeatedNonces: device.refuseRepeatedNonces ?? true,
    rtspAuthentication: device.rtspAuthentication ?? "digest",
    rtspDigestQop: device.rtspDigestQop ?? false,
    sessionTimeoutSeconds: device.sessionTimeoutSeconds ?? 60,
    clockOffsetMs: device.clockOffsetMs ?? 0,
    clips,
    audio: audioOf(device),
    transports: device.transports ?? ["tcp", "udp"],
    secure: device.secure ?? false,
    maker: device.maker ?? "plain",
    startWith: device.startWith ?? "nextKeyFrame",
    sessionLimit: limitOf(device),
  });
  try {
    for (const device of devices) running.push(await startDevice(optionsOf(device)));
  } catch (error) {
    await stopAll();
    throw error;
  }

  const announced = () => running.flatMap((one) => one.announcement() ?? []);
  let discovery: Discovery | null = null;
  let discoveryError: string | null = null;
  if (options.discovery === true) {
    try {
      discovery = await startDiscovery(address, announced);
    } catch (error) {
      discoveryError = error instanceof Error ? error.message : String(error);
    }
  }

  return {
    devices: running,
    discovery: { answering: discovery !== null, error: discoveryError },
    stop: async () => {
      await Promise.all([stopAll(), discovery?.stop()]);
    },
  };
};
