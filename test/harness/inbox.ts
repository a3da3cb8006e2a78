import type { Port } from "../../app/contract/port";

/** Messages of a port as they come, and a way to wait for one. */
export interface Inbox<Message> {
  readonly all: readonly Message[];
  readonly closed: Promise<void>;
  /** The first message, past or future and not before `from`, that `wanted` accepts. */
  next(wanted: (message: Message) => boolean, from?: number): Promise<Message>;
}

/** Collects all that comes on `port`, each message as `parse` reads it. */
export const inboxOf = <Message>(port: Port, parse: (message: unknown) => Message): Inbox<Message> => {
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
