import { soundRateHz } from "../../../app/contract/sound";

/**
 * The whole command line of one ffmpeg that makes samples of a camera's sound, good for 5.1 (Debian) and newer. As for
 * pictures nothing is probed: the description says all there is to know. `relayUrl` is a loopback URL with a one-use
 * token.
 */
export const soundArguments = (relayUrl: string): readonly string[] => [
  ...["-hide_banner", "-loglevel", "warning", "-nostdin", "-threads", "1"],
  ...["-fflags", "nobuffer", "-probesize", "32", "-analyzeduration", "0"],
  ...["-max_delay", "0", "-reorder_queue_size", "0"],
  ...["-rtsp_transport", "tcp", "-allowed_media_types", "audio", "-i", relayUrl],
  ...["-vn", "-ac", "1", "-ar", String(soundRateHz), "-f", "s16le", "-flush_packets", "1", "pipe:1"],
];
