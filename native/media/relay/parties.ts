import type { Credential, MediaSource } from "../../../app/contract/media";
import type { Failure } from "../../../app/domain/failure";
import type { RtspAddress } from "./rtspUrl";
import type { DescribedTrack, DescribedVideo } from "./sdp";

/** The camera a relay connection leads to. */
export interface RelayCamera {
  readonly address: RtspAddress;
  readonly credential: Credential | null;
  readonly transport: MediaSource["transport"];
  /** Of an rtsps camera: what its certificate has to be; null takes any and reports it. */
  readonly certificateSha256: string | null;
}

/** How the pictures reach the relay. */
export type RelayTransport = "tcp" | "udp" | "tls";

/** Who is told how the connection fares. */
export interface RelayListener<Track extends DescribedTrack = DescribedVideo> {
  /** Connected, not a word said yet: `proceed` begins, once it is this camera's turn. */
  reached(proceed: () => void): void;
  /** An rtsps camera showed this certificate (SHA-256, hexadecimal) and none was known. */
  certificateSeen(sha256: string): void;
  /** The camera asked for credentials and is being answered. */
  loggingIn(): void;
  /** The camera said what it sends: time for ffmpeg. */
  described(track: Track): void;
  /** The camera answered PLAY. */
  playing(transport: RelayTransport): void;
  /** Media bytes came from the camera. */
  received(bytes: number): void;
  /** A sender report named the camera's own time (RFC 3550 §6.4.1). */
  senderReport(cameraUtcMs: number): void;
  /** Called at most once; the connections are being closed then. */
  failed(failure: Failure): void;
  /** The camera's connection is gone for good. Called once, however it ended. */
  closed(): void;
}
