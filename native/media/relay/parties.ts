import type { Credential } from "../../../app/contract/media";
import type { Failure } from "../../../app/domain/failure";
import type { RtspAddress } from "./rtspUrl";

/** The camera a relay connection leads to. */
export interface RelayCamera {
  readonly address: RtspAddress;
  readonly credential: Credential | null;
}

/** Who is told how the connection fares. */
export interface RelayListener {
  /** The camera asked for credentials and is being answered. */
  loggingIn(): void;
  /** The camera answered PLAY. */
  playing(): void;
  /** Called at most once; the connections are closed then. */
  failed(failure: Failure): void;
}
