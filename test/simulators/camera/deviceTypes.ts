import type { LockOutRule } from "./account";
import type { Quality, VideoFormat } from "./clipRecipe";
import type { ClipStore } from "./clips";
import type { DigestAlgorithm } from "./digestChallenge";
import type { AudioCodec } from "./liveAudio";
import type { StartWith } from "./liveTrack";
import type { Maker } from "./makers";
import type { FaultState } from "./faultState";
import type { AnswerHook } from "./onvifServer";
import type { StorageFault } from "./recordings";
import type { RtspAuthentication } from "./rtspGate";
import type { TransportName } from "./rtpTransport";
import type { Announcement } from "./wsDiscovery";

/** What a test may do to one device while it runs. Everything can be undone by its opposite. */
export interface DeviceFaults {
  /** Power off: connections are cut, ports closed, discovery silent. */
  switchOff(): Promise<void>;
  /** Power on again, on the same ports. */
  switchOn(): Promise<void>;
  /** Off, and by itself on again after `downMs`; resolves when it is on, or somebody else switched it meanwhile. */
  reboot(options: { readonly downMs: number }): Promise<void>;
  /** Cuts every RTSP and HTTP connection; new ones are taken. */
  dropConnections(): void;
  /** While stalled RTSP connections stay and answer, but nothing is sent; then on from a key frame. */
  stall(stalled: boolean): void;
  /** While half open, connections stay and are taken, but nothing is sent and nothing is answered. */
  halfOpen(halfOpen: boolean): void;
  /** New RTSP sessions are refused with 503. */
  refuseSessions(refused: boolean): void;
  /** Pictures keep coming with right timestamps, but show the same still; takes effect when it resolves. */
  freezePicture(frozen: boolean): Promise<void>;
  /** RTP payloads are random bytes; over TCP random bytes stand between the frames too. */
  garbage(garbage: boolean): void;
  /** New sessions get 461 for RTP over the RTSP connection: UDP alone is left. */
  refuseTcp(refused: boolean): void;
  /** Share of UDP packets that get lost, 0..1. */
  packetLoss(share: number): void;
  /** From the next request on; null lets everybody in. Sessions that play go on. */
  setPassword(password: string | null): void;
  /** See {@link LockOutRule}; null unlocks. */
  lockOut(rule: LockOutRule | null): void;
  /** Every answer of ONVIF and RTSP comes so late; 0 ends it. */
  slowAnswers(byMs: number): void;
  /** Answers of ONVIF and RTSP end in the middle, with their connection. */
  cutAnswers(cut: boolean): void;
  /** The device's clock minus this machine's: told by ONVIF and in sender reports, wanted in UsernameTokens. */
  setClockOffset(offsetMs: number): void;
  /** The picture's RTP timestamps lie so much further from the next picture on; negative: back. Each call adds up. */
  jumpTimestamps(byMs: number): void;
  /**
   * Another size or codec of one quality (`sub` unless told) from the next key frame on: `inBand` (unless told) with
   * new parameter sets in the running session, `closing` with that quality's sessions ended. Resolves when drawn.
   */
  changeFormat(
    format: VideoFormat,
    options?: { readonly quality?: Quality; readonly mode?: "inBand" | "closing" },
  ): Promise<void>;
  /** A recorder's channel, from 1 on, is recorded no more: its job is idle, its newest picture stays as old. */
  stopRecording(channel: number, stopped: boolean): void;
  /** A recorder's jobs report an error; without a disk nothing is stored either. Null: it writes again. */
  failStorage(fault: StorageFault | null): void;
  /** A recorder's recording and search service answer with faults, or say that this user may not ask. */
  recordingService(state: FaultState["recordingService"]): void;
  /** Another self-signed certificate; open TLS connections are cut. */
  renewCertificate(): void;
  /** Puts answers of the test's own in the place of ONVIF's; null ends it. */
  answer(hook: AnswerHook | null): void;
}

/** A picture's source on a device. URLs hold no credentials. */
export interface SimulatedChannel {
  /** As in the picture's code. */
  readonly cameraNumber: number;
  readonly name: string;
  readonly rtspUrl: Readonly<Record<Quality, string>>;
  /** Null where there is no TLS. */
  readonly secureRtspUrl: Readonly<Record<Quality, string>> | null;
  /** The picture's clip time is `performance.timeOrigin + performance.now()` of its sending, modulo this. */
  readonly loopMs: number;
}

/** HTTPS and RTSP over TLS beside the plain ones. */
export interface SecureAccess {
  readonly serviceUrl: string;
  readonly httpsPort: number;
  readonly rtspsPort: number;
  /** Of the certificate shown now, as `X509Certificate.fingerprint256` has it. */
  fingerprint256(): string;
}

/** One simulated device. */
export interface SimulatedDevice {
  /** `urn:uuid:…` of WS-Discovery, the same whenever name, number and ports are. */
  readonly endpoint: string;
  /** Where it is reached, whatever it tells itself. */
  readonly serviceUrl: string;
  readonly httpPort: number;
  readonly rtspPort: number;
  readonly secure: SecureAccess | null;
  readonly serialNumber: string;
  readonly faults: DeviceFaults;
  /** RTSP connections open now, and how many of them play. */
  rtspLoad(): { readonly connections: number; readonly playing: number };
  /** How many requests came with wrong credentials so far, by ONVIF and RTSP. */
  refusedTries(): number;
}

export interface SessionLimit {
  /** RTSP sessions at a time. */
  readonly sessions: number;
  /** Of the refusals. */
  readonly status: 453 | 503;
}

export interface DeviceOptions {
  /** Part of its identity and serial number. */
  readonly number: number;
  readonly name: string;
  readonly isRecorder: boolean;
  /** A recorder with recording and search service. */
  readonly tellsRecordings: boolean;
  readonly channels: readonly {
    readonly cameraNumber: number;
    readonly name: string;
    readonly format: VideoFormat;
  }[];
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
  readonly audio: AudioCodec | null;
  readonly transports: readonly TransportName[];
  readonly secure: boolean;
  readonly maker: Maker;
  readonly startWith: StartWith;
  readonly sessionLimit: SessionLimit | null;
}

export interface RunningDevice extends SimulatedDevice {
  readonly channels: readonly SimulatedChannel[];
  /** Null while switched off. */
  announcement(): Announcement | null;
}
