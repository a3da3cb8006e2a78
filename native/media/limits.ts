/** Every bound of the media process in one place; tests make them smaller. Times in ms, sizes in bytes. */
export interface MediaLimits {
  /** One relay token serves one ffmpeg that asks within this time. */
  readonly tokenLifeMs: number;
  /** TCP connection to a camera. */
  readonly connectMs: number;
  /** From a whole request sent to its whole answer. */
  readonly answerMs: number;
  /** Playing, and the camera sends not one byte. */
  readonly silenceMs: number;
  /** A whole attempt, from its start until the camera plays. */
  readonly handshakeMs: number;
  /** Playing, until the first key frame: long groups of "smart" encoders are 10 s and more. */
  readonly keyFrameMs: number;
  /** Live, and no FLV tag comes. */
  readonly stallMs: number;
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** Live for so long, and the next failure counts as the first again. */
  readonly steadyMs: number;

  readonly headerBytes: number;
  readonly headerLines: number;
  /** SDP, or any other body of an RTSP message. */
  readonly bodyBytes: number;
  readonly flvTagBytes: number;
  /** Group of pictures kept for the next viewer; a larger one is not kept. */
  readonly groupBytes: number;
  readonly groupTags: number;
  /** Sent to a viewer and not acknowledged; above it the viewer is cut to a key frame. */
  readonly unacknowledgedBytes: number;
  readonly unacknowledgedMs: number;
  readonly unacknowledgedSendings: number;
}

export const mediaLimits: MediaLimits = {
  tokenLifeMs: 10_000,
  connectMs: 5_000,
  answerMs: 8_000,
  silenceMs: 10_000,
  handshakeMs: 20_000,
  keyFrameMs: 30_000,
  stallMs: 5_000,
  firstRetryMs: 1_000,
  longestRetryMs: 30_000,
  steadyMs: 10_000,
  headerBytes: 16 * 1024,
  headerLines: 100,
  bodyBytes: 256 * 1024,
  flvTagBytes: 16 * 1024 * 1024,
  groupBytes: 8 * 1024 * 1024,
  groupTags: 3_000,
  unacknowledgedBytes: 2 * 1024 * 1024,
  unacknowledgedMs: 4_000,
  unacknowledgedSendings: 1_000,
};
