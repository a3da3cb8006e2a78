import type { Port } from "../../app/contract/port";

/** One end of a channel in memory. Messages wait until somebody listens; delivery is synchronous. */
export interface FakePort extends Port {
  /** What arrived at this end since the last call. */
  taken(): unknown[];
  readonly closed: boolean;
}

/** Two ends; closing one tells the other, as a dying process would. */
export const fakeChannel = (): { readonly ours: FakePort; readonly theirs: FakePort } => {
  const ends: (FakePort & { deliver(message: unknown, ports: readonly Port[]): void; hangUp(): void })[] = [];
  const end = (index: number) => {
    let listener: ((message: unknown, ports: readonly Port[]) => void) | null = null;
    let onClose: (() => void) | null = null;
    let closed = false;
    let waiting: { message: unknown; ports: readonly Port[] }[] = [];
    return {
      get closed() {
        return closed;
      },
      post: (message: unknown, transfer: readonly Port[] = []) => {
        if (!closed) ends[1 - index]?.deliver(message, transfer);
      },
      onMessage: (next: (message: unknown, ports: readonly Port[]) => void) => {
        listener = next;
        for (const each of waiting) next(each.message, each.ports);
        waiting = [];
      },
      onClose: (next: () => void) => {
        onClose = next;
      },
      close: () => {
        if (closed) return;
        closed = true;
        ends[1 - index]?.hangUp();
      },
      taken: () => {
        const messages = waiting.map(({ message }) => message);
        waiting = [];
        return messages;
      },
      deliver: (message: unknown, ports: readonly Port[]) => {
        if (listener === null) waiting.push({ message, ports });
        else if (!closed) listener(message, ports);
      },
      hangUp: () => {
        closed = true;
        onClose?.();
      },
    };
  };
  ends.push(end(0), end(1));
  return { ours: ends[0]!, theirs: ends[1]! };
};
