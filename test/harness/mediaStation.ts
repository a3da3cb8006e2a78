import { mediaReport, type MediaReport, type MediaSource } from "../../app/contract/media";
import type { StreamFrames } from "../../app/contract/stream";
import type { Media } from "../../native/media/media";
import { inboxOf, type Inbox } from "./inbox";
import { portPair } from "./portPair";
import { openListener, type TestListener } from "./soundWindow";
import { openWindow, type TestWindow } from "./streamWindow";

/** What a test says of a source; the rest is as an ordinary camera has it. */
export type TestSource = Pick<MediaSource, "id" | "url"> & Partial<MediaSource>;

const ordinary = (source: TestSource): MediaSource => ({
  credential: null,
  deviceId: source.id.split("/")[0] ?? "",
  transport: "auto",
  certificateSha256: null,
  playsH265: false,
  ...source,
});

/** The station as media sees it, with the windows it speaks for. */
export interface TestStation extends Inbox<MediaReport> {
  /** @param frames all when absent */
  open(source: TestSource, frames?: StreamFrames): TestWindow;
  listen(source: TestSource): TestListener;
  end(sourceId: string): void;
  /** Dies without a word. */
  close(): void;
}

/** Plays the station for a media process in the same Node. */
export const connectStation = (media: Media): TestStation => {
  const [ours, theirs] = portPair();
  media.connectStation(theirs);
  return {
    ...inboxOf(ours, (raw) => mediaReport.parse(raw)),
    open: (source, frames) => {
      const [window, end] = portPair();
      ours.post({ kind: "open", source: ordinary(source), frames }, [end]);
      return openWindow(window);
    },
    listen: (source) => {
      const [window, end] = portPair();
      ours.post({ kind: "listen", source: ordinary(source) }, [end]);
      return openListener(window);
    },
    end: (sourceId) => {
      ours.post({ kind: "end", sourceId });
    },
    close: () => {
      ours.close();
    },
  };
};
