import type { Result } from "../../app/domain/result";

/** What ffmpeg writes, cut into pieces that can be sent on by themselves; the same for FLV and MPEG-TS. */

export type MediaContainer = "flv" | "mpegts";

/** The beginning of a file: FLV's header, MPEG-TS's program association. */
export interface MediaHeader {
  readonly kind: "header";
  readonly container: MediaContainer;
  readonly bytes: Uint8Array;
}

export type MediaContent =
  | "metadata" // FLV: onMetaData
  | "videoConfiguration" // FLV: AVC sequence header; MPEG-TS: program map
  | "keyFrame"
  | "frame"
  | "other"; // audio, end of sequence: not wanted here

/** One FLV tag with the length behind it, or the transport packets of one picture. */
export interface MediaTag {
  readonly kind: "tag";
  readonly content: MediaContent;
  readonly bytes: Uint8Array;
}

export type MediaPart = MediaHeader | MediaTag;

/** An incremental reader of one file. */
export interface MediaReader {
  /** The parts completed by these bytes. After a refusal the reader takes no more: the file has to begin anew. */
  read(chunk: Uint8Array): Result<readonly MediaPart[]>;
}
