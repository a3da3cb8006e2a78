/**
 * Entry of the media process (an Electron utility process). Main sends `{ kind: "station" }` with a port each time a
 * station is ready. Environment: `FFMPEG_BIN`, the ffmpeg to run; `ffmpeg` when absent. Logs to standard output.
 */
import { systemClock } from "../../app/base/clock";
import { openLog } from "../../app/base/log";
import { portFromElectron } from "../../app/base/ports";
import { mediaProcessCommand } from "../../app/contract/supervision";
import { createMedia } from "./media";

const log = openLog("media");
const media = createMedia({ ffmpegPath: process.env["FFMPEG_BIN"] ?? "ffmpeg", log, clock: systemClock });

process.parentPort.on("message", ({ data, ports: [port] }) => {
  if (mediaProcessCommand.safeParse(data).success && port !== undefined) media.connectStation(portFromElectron(port));
});

process.once("SIGTERM", () => {
  void media.close().then(() => process.exit(0));
});

log.info({}, "media is ready");
