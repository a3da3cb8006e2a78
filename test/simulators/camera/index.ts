import { startCamera, type RunningCamera, type SimulatedCamera } from "./camera";
import { placeName } from "./cameraNames";
import { clipRecipe, type Quality } from "./clipRecipe";
import { defaultClipFolder, openClipStore } from "./clips";
import type { DigestAlgorithm } from "./digestChallenge";
import type { RtspAuthentication } from "./rtspServer";
import { startDiscovery, type Discovery } from "./wsDiscovery";

export type { SimulatedCamera } from "./camera";
export type { Quality } from "./clipRecipe";

export interface CameraRequest {
  /** Shown in the picture and told by ONVIF; an invented place unless given. */
  readonly name?: string;
  /** A free one unless given. */
  readonly httpPort?: number;
  readonly rtspPort?: number;
}

export interface CamerasOptions {
  /** How many, or each by itself; they are numbered from 1. */
  readonly cameras: number | readonly CameraRequest[];
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
  /** The cameras' clocks minus this machine's; 0 unless told. */
  readonly clockOffsetMs?: number;
  readonly clipFolder?: string;
  /** What must be drawn before it starts; sub alone unless told. The rest is drawn at its first DESCRIBE. */
  readonly drawFirst?: readonly Quality[];
  /** Told after each clip that is ready. */
  readonly onClipReady?: (ready: number, all: number) => void;
}

export interface Cameras {
  readonly cameras: readonly SimulatedCamera[];
  /** Whether Probes are answered; `error` when port 3702 could not be had. */
  readonly discovery: { readonly answering: boolean; readonly error: string | null };
  stop(): Promise<void>;
}

/**
 * Starts simulated cameras in this process: ONVIF, RTSP with H.264 and, if asked, WS-Discovery.
 * @throws when a clip cannot be drawn or a given port is taken; nothing is left running then
 */
export const startCameras = async (options: CamerasOptions): Promise<Cameras> => {
  const requests: readonly CameraRequest[] =
    typeof options.cameras === "number" ? Array.from({ length: options.cameras }, () => ({})) : options.cameras;
  const address = options.address ?? "127.0.0.1";
  const clips = openClipStore({
    ffmpegPath: options.ffmpegPath ?? process.env["FFMPEG_BIN"] ?? "ffmpeg",
    folder: options.clipFolder ?? defaultClipFolder(),
  });
  const named = requests.map((request, index) => ({ ...request, name: request.name ?? placeName(index + 1) }));

  const drawFirst = options.drawFirst ?? ["sub"];
  let ready = 0;
  await Promise.all(
    named.flatMap(({ name }, index) =>
      drawFirst.map(async (quality) => {
        await clips.clip(clipRecipe(index + 1, name, quality));
        ready += 1;
        options.onClipReady?.(ready, named.length * drawFirst.length);
      }),
    ),
  );

  const running: RunningCamera[] = [];
  const stopAll = async (): Promise<void> => {
    await Promise.all(running.map(({ camera }) => camera.faults.switchOff()));
  };
  try {
    for (const [index, request] of named.entries()) {
      running.push(
        await startCamera({
          cameraNumber: index + 1,
          name: request.name,
          httpPort: request.httpPort ?? 0,
          rtspPort: request.rtspPort ?? 0,
          address,
          userName: options.userName,
          password: options.password,
          httpDigest: options.httpDigest ?? ["SHA-256", "MD5"],
          refuseRepeatedNonces: options.refuseRepeatedNonces ?? true,
          rtspAuthentication: options.rtspAuthentication ?? "digest",
          rtspDigestQop: options.rtspDigestQop ?? false,
          sessionTimeoutSeconds: options.sessionTimeoutSeconds ?? 60,
          clockOffsetMs: options.clockOffsetMs ?? 0,
          clips,
        }),
      );
    }
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
    cameras: running.map(({ camera }) => camera),
    discovery: { answering: discovery !== null, error: discoveryError },
    stop: async () => {
      await Promise.all([stopAll(), discovery?.stop()]);
    },
  };
};
