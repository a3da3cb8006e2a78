import type { Encoder } from "./encoders";

/** What ffmpeg makes of a source. FLV of ffmpeg before 6.1 cannot carry H.265: it is copied into MPEG-TS. */
export type Making =
  | { readonly kind: "copy"; readonly container: "flv" | "mpegts" }
  | { readonly kind: "transcode"; readonly container: "flv"; readonly encoder: Encoder };

const copied = {
  flv: ["-c", "copy", "-an"],
  // The length of each picture is written, so that it is known to be whole before the next one comes.
  mpegts: ["-c", "copy", "-an", "-omit_video_pes_length", "0", "-muxdelay", "0", "-muxpreload", "0"],
} as const;

const containers = {
  flv: ["-f", "flv", "-flvflags", "no_duration_filesize"],
  mpegts: ["-f", "mpegts"],
} as const;

/** One thread each: the budget counts cores. A key frame every two seconds, for tiles that come later. */
const encoded = ({ output }: Encoder): readonly string[] => [
  ...["-an", "-fps_mode", "passthrough", "-force_key_frames", "expr:gte(t,n_forced*2)"],
  ...output,
];

/**
 * The whole command line of one ffmpeg, good for 5.1 (Debian) and newer. `relayUrl` is a loopback URL with a one-use
 * token: no camera address, name or password is ever among the arguments.
 *
 * The input flags are measured (first picture after 148 ms instead of 2 s): nothing is probed, so that the first group
 * of pictures is not thrown away, and nothing waits for reordering, since TCP keeps the order.
 */
export const ffmpegArguments = (relayUrl: string, making: Making): readonly string[] => [
  ...["-hide_banner", "-loglevel", "warning", "-nostdin"],
  ...(making.kind === "transcode" ? [...making.encoder.device, "-threads", "1"] : []),
  ...["-fflags", "+genpts", "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0"],
  ...["-max_delay", "0", "-reorder_queue_size", "0", "-flags", "low_delay"],
  ...["-rtsp_transport", "tcp", "-allowed_media_types", "video", "-i", relayUrl],
  ...(making.kind === "copy" ? copied[making.container] : encoded(making.encoder)),
  ...[...containers[making.container], "-flush_packets", "1", "pipe:1"],
];
