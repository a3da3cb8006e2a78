import { expect, test } from "vitest";
import { soundArguments } from "../../../../native/media/listening/soundArguments";

test("ffmpeg is asked for the audio of the relay's URL alone, as samples of 16 bits", () => {
  expect(soundArguments("rtsp://127.0.0.1:41000/0f1e2d").join(" ")).toBe(
    "-hide_banner -loglevel warning -nostdin -threads 1 -fflags nobuffer -probesize 32 -analyzeduration 0 " +
      "-max_delay 0 -reorder_queue_size 0 -rtsp_transport tcp -allowed_media_types audio " +
      "-i rtsp://127.0.0.1:41000/0f1e2d -vn -ac 1 -ar 16000 -f s16le -flush_packets 1 pipe:1",
  );
});
