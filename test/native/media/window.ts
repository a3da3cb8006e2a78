import { MessageChannel } from "node:worker_threads";
import { portFromNode, type NodePort } from "../../../app/base/ports";
import type { Port } from "../../../app/contract/port";
import { streamToWindow, type StreamToWindow } from "../../../app/contract/stream";
import { mediaReport, type MediaReport, type MediaSource } from "../../../app/contract/media";
import type { Media } from "../../../native/media/media";

/** Two ends of a channel in plain Node. */
export const portPair = (): readonly [Port, Port] => {
  const { port1, port2 } = new MessageChannel();
  return [portFromNode(port1 as unknown as NodePort), portFromNode(port2 as unknown as NodePort)];
};

/** Messages as they come, and a way to wait for one. */
export interface Inbox<Message> {
  readonly all: readonly Message[];
  /** The first message, past or future and not before `from`, that `wanted` accepts. */
  next(wanted: (message: Message) => boolean, from?: number): Promise<Message>;
}

const inboxOf = <Message>(
  port: Port,
  parse: (message: unknown) => Message,
): Inbox<Message> & { closed: Promise<void> } => {
  const all: Message[] = [];
  const waiting = new Set<() => void>();
  port.onMessage((raw) => {
    all.push(parse(raw));
    for (const look of waiting) look();
  });
  const closed = new Promise<void>((resolve) => {
    port.onClose(resolve);
  });
  return {
    all,
    closed,
    next: (wanted, from = 0) =>
      new Promise((resolve) => {
        let position = from;
        const look = (): void => {
          for (; position < all.length; position += 1) {
            const message = all[position] as Message;
            if (!wanted(message)) continue;
            waiting.delete(look);
            resolve(message);
            return;
          }
        };
        waiting.add(look);
        look();
      }),
  };
};

/** A tile as media sees it; acknowledges each chunk at once unless told to be slow. */
export interface TestWindow extends Inbox<StreamToWindow> {
  readonly closed: Promise<void>;
  acknowledging: boolean;
  /** Acknowledges all that came. */
  catchUp(): void;
  close(): void;
  /** Bytes of one generation, as a player would be given them. */
  file(generation: number): Buffer;
}

export interface TestStation extends Inbox<MediaReport> {
  open(source: MediaSource): TestWindow;
  end(sourceId: string): void;
  /** Dies without a word. */
  close(): void;
}

const openWindow = (port: Port): TestWindow => {
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

export const isPhase =
  (phase: string) =>
  (message: StreamToWindow): boolean =>
    message.kind === "phase" && message.phase === phase;

export const isChunk = (message: StreamToWindow): boolean => message.kind === "chunk";
