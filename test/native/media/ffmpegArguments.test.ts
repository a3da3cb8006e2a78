import { expect, test } from "vitest";
import { softwareEncoder } from "../../../native/media/encoders";
import { ffmpegArguments, type Making } from "../../../native/media/ffmpegArguments";

const url = "rtsp://127.0.0.1:41000/0f1e2d";
const start = "-hide_banner -loglevel warning -nostdin ";
const input =
  "-fflags +genpts -probesize 32 -analyzeduration 0 -fpsprobesize 0 -max_delay 0 -reorder_queue_size 0 " +
  `-flags low_delay -rtsp_transport tcp -allowed_media_types video -i ${url} `;
const flv = "-f flv -flvflags no_duration_filesize -flush_packets 1 pipe:1";

test.each<[string, Making, string]>([
  ["copied into FLV", { kind: "copy", container: "flv" }, `${start}${input}-c copy -an ${flv}`],
  [
    "copied into MPEG-TS",
    { kind: "copy", container: "mpegts" },
    `${start}${input}-c copy -an -omit_video_pes_length 0 -muxdelay 0 -muxpreload 0 ` +
      "-f mpegts -flush_packets 1 pipe:1",
  ],
  [
    "encoded anew",
    { kind: "transcode", container: "flv", encoder: softwareEncoder },
    `${start}-threads 1 ${input}-an -fps_mode passthrough -force_key_frames expr:gte(t,n_forced*2) ` +
      `-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -threads 1 ${flv}`,
  ],
])("a source that is %s", (_, making, commandLine) => {
  expect(ffmpegArguments(url, making).join(" ")).toBe(commandLine);
});
