import type { Port } from "../../app/contract/port";
import { streamToWindow, type StreamPhase, type StreamToWindow } from "../../app/contract/stream";
import { inboxOf, type Inbox } from "./inbox";

/** A tile as media sees it; acknowledges each chunk at once unless told to be slow. */
export interface TestWindow extends Inbox<StreamToWindow> {
  acknowledging: boolean;
  /** Acknowledges all that came. */
  catchUp(): void;
  close(): void;
  /** Bytes of one generation, as a player would be given them. */
  file(generation: number): Buffer;
}

/** Plays a tile on its end of a stream's port. */
export const openWindow = (port: Port): TestWindow => {
  let generation = 0;
  let bytes = 0;
  const acknowledge = (): void => {
    port.post({ kind: "acknowledge", generation, bytes });
  };
  const inbox = inboxOf(port, (raw) => {
    const message = streamToWindow.parse(raw);
    if (message.kind === "begin") {
      generation = message.generation;
      bytes = 0;
    } else if (message.kind === "chunk") {
      bytes += message.bytes.length;
      if (window.acknowledging) acknowledge();
    }
    return message;
  });
  const window: TestWindow = {
    ...inbox,
    acknowledging: true,
    catchUp: acknowledge,
    close: () => {
      port.post({ kind: "close" });
    },
    file: (wanted) =>
      Buffer.concat(
        inbox.all.flatMap((message) =>
          message.kind === "chunk" && message.generation === wanted ? [message.bytes] : [],
        ),
      ),
  };
  return window;
};

export const isPhase =
  (phase: StreamPhase) =>
  (message: StreamToWindow): boolean =>
    message.kind === "phase" && message.phase === phase;

export const isChunk = (message: StreamToWindow): boolean => message.kind === "chunk";
