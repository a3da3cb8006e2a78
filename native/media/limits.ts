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
  /** Live, and no picture comes: the bounds of what frameRhythm.ts makes of the frames seen so far. */
  readonly shortestStallMs: number;
  readonly longestStallMs: number;
  /** Live, the camera sends, and ffmpeg makes no picture of it. */
  readonly hungMs: number;
  readonly firstRetryMs: number;
  /** Between two tries while somebody watches. */
  readonly longestRetryMs: number;
  /** The same while the camera cannot be reached: a try is one TCP connection and costs next to nothing. */
  readonly unreachableRetryMs: number;
  /** The same for what does not change by itself, as an encoding that is not played. */
  readonly settledRetryMs: number;
  /** How long a device that locked the account is left in peace. */
  readonly lockOutMs: number;
  /** Live for so long, and the next failure counts as the first again. */
  readonly steadyMs: number;

  /** Cameras that are being logged in to at the same moment, over all devices. */
  readonly loginsAtOnce: number;
  /** How often a device that was full is tried with one session more than it was seen to take. */
  readonly sessionProbeMs: number;

  /** Of the machine's cores, what transcoding may take: 1 is all of them. */
  readonly transcodeShare: number;
  /** CPU of one transcode in parts of a core: once, and for each million pixels a second. */
  readonly transcodeCores: number;
  readonly transcodeCoresPerMegapixel: number;
  /** Pictures wider or higher than this are not played. */
  readonly sidePx: number;

  /** UDP: packets and time a missing one is waited for. */
  readonly heldPackets: number;
  readonly heldMs: number;
  /** UDP: what waits for ffmpeg; above it packets are dropped. */
  readonly unsentToFfmpegBytes: number;
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
  connectMs: 2_000,
  answerMs: 8_000,
  silenceMs: 10_000,
  handshakeMs: 20_000,
  keyFrameMs: 30_000,
  shortestStallMs: 1_500,
  longestStallMs: 5_000,
  hungMs: 1_000,
  firstRetryMs: 500,
  longestRetryMs: 3_000,
  unreachableRetryMs: 1_200,
  settledRetryMs: 30_000,
  lockOutMs: 600_000,
  steadyMs: 10_000,
  // A wall of 16 opened at once has its last picture after 3.6 s, with 8 after 5.1 s (medians of four, on a machine
  // under seven times its load): each waits for an ffmpeg to start, not for its device.
  loginsAtOnce: 16,
  sessionProbeMs: 60_000,
  transcodeShare: 0.5,
  // The line through 2.3 % of a core for 640×360 at 15 and 26 % for 1920×1080 at 25 frames a second, as measured.
  transcodeCores: 0.006,
  transcodeCoresPerMegapixel: 0.0049,
  sidePx: 8_192,
  heldPackets: 64,
  heldMs: 60,
  unsentToFfmpegBytes: 4 * 1024 * 1024,
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
