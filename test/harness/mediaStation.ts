import { mediaReport, type MediaReport, type MediaSource } from "../../app/contract/media";
import type { Media } from "../../native/media/media";
import { inboxOf, type Inbox } from "./inbox";
import { portPair } from "./portPair";
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
  open(source: TestSource): TestWindow;
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
    open: (source) => {
      const [window, end] = portPair();
      ours.post({ kind: "open", source: ordinary(source) }, [end]);
      return openWindow(window);
    },
    end: (sourceId) => {
      ours.post({ kind: "end", sourceId });
    },
    close: () => {
      ours.close();
    },
  };
};
