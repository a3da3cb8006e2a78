/**
 * The whole command line of one ffmpeg, good for 5.1 (Debian) and newer. `relayUrl` is a loopback URL with a one-use
 * token: no camera address, name or password is ever among the arguments.
 *
 * The input flags are measured (first picture after 148 ms instead of 2 s): nothing is probed, so that the first group
 * of pictures is not thrown away, and nothing waits for reordering, since TCP keeps the order.
 */
export const ffmpegArguments = (relayUrl: string): readonly string[] => [
  ...["-hide_banner", "-loglevel", "warning", "-nostdin"],
  ...["-fflags", "+genpts", "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0"],
  ...["-max_delay", "0", "-reorder_queue_size", "0", "-flags", "low_delay"],
  ...["-rtsp_transport", "tcp", "-allowed_media_types", "video", "-i", relayUrl],
  ...["-c", "copy", "-an", "-f", "flv", "-flvflags", "no_duration_filesize", "-flush_packets", "1", "pipe:1"],
];
