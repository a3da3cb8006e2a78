import { expect, test } from "vitest";
import { ffmpegArguments } from "../../../native/media/ffmpegArguments";

test.each([
  [
    "rtsp://127.0.0.1:41000/0f1e2d",
    "-hide_banner -loglevel warning -nostdin -fflags +genpts -probesize 32 -analyzeduration 0 -fpsprobesize 0 " +
      "-max_delay 0 -reorder_queue_size 0 -flags low_delay -rtsp_transport tcp -allowed_media_types video " +
      "-i rtsp://127.0.0.1:41000/0f1e2d -c copy -an -f flv -flvflags no_duration_filesize -flush_packets 1 pipe:1",
  ],
])("%s is read by ffmpeg %s", (relayUrl, commandLine) => {
  expect(ffmpegArguments(relayUrl).join(" ")).toBe(commandLine);
});
