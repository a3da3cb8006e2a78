import { mediaReport, type MediaReport, type MediaSource } from "../../app/contract/media";
import type { Media } from "../../native/media/media";
import { inboxOf, type Inbox } from "./inbox";
import { portPair } from "./portPair";
import { openWindow, type TestWindow } from "./streamWindow";

/** The station as media sees it, with the windows it speaks for. */
export interface TestStation extends Inbox<MediaReport> {
  open(source: MediaSource): TestWindow;
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
      ours.post({ kind: "open", source }, [end]);
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
