/**
 * A process that drives media as the media process does, for tests that kill it. Reads one JSON array of sources on
 * standard input, opens each, and writes each phase as a line `<sourceId> <phase>`.
 */
import { text } from "node:stream/consumers";
import { systemClock } from "../../../app/base/clock";
import { silentLog } from "../../../app/base/log";
import { createMedia } from "../../../native/media/media";
import { ffmpegPath } from "../../harness/ffmpegTool";
import { connectStation, type TestSource } from "../../harness/mediaStation";

const sources = JSON.parse(await text(process.stdin)) as readonly TestSource[];
const station = connectStation(createMedia({ ffmpegPath, log: silentLog, clock: systemClock }));
for (const source of sources) {
  station.open(source);
  void station
    .next((report) => report.kind === "phase" && report.sourceId === source.id && report.phase === "live")
    .then(() => process.stdout.write(`${source.id} live\n`));
}
