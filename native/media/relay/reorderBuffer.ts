/**
 * Puts the packets of one RTP stream over UDP back in order by their sequence numbers (RFC 3550 §5.1). A packet that is
 * missing is waited for until `heldPackets` came after it or `heldMs` went by, and is then taken for lost.
 */
export interface ReorderBuffer<Packet> {
  /** The packets that are ready, in order. */
  push(sequence: number, packet: Packet, nowMs: number): readonly Packet[];
}

interface Held<Packet> {
  readonly packet: Packet;
  readonly sinceMs: number;
}

/** Further away than this is another stream, not a late packet (RFC 3550 A.1). */
const farAway = 3_000;

/** How far ahead of `from` a number stands, around the end of 16 bits. */
const ahead = (sequence: number, from: number): number => ((sequence - from) << 16) >> 16;

export const reorderBuffer = <Packet>(limits: {
  readonly heldPackets: number;
  readonly heldMs: number;
}): ReorderBuffer<Packet> => {
  const held = new Map<number, Held<Packet>>();
  let expected: number | null = null;

  const drain = (ready: Packet[]): void => {
    for (;;) {
      const next = expected === null ? undefined : held.get(expected);
      if (next === undefined || expected === null) return;
      held.delete(expected);
      ready.push(next.packet);
      expected = (expected + 1) & 0xffff;
    }
  };

  /** Of those held the one that is due first. */
  const nearest = (from: number): number =>
    [...held.keys()].reduce((best, one) => (ahead(one, from) < ahead(best, from) ? one : best));

  return {
    push: (sequence, packet, nowMs) => {
      expected ??= sequence;
      const ready: Packet[] = [];
      const distance = ahead(sequence, expected);
      if (Math.abs(distance) > farAway) {
        held.clear();
        expected = sequence;
      } else if (distance < 0) return ready;
      if (!held.has(sequence)) held.set(sequence, { packet, sinceMs: nowMs });
      drain(ready);
      while (held.size > 0) {
        const oldestMs = Math.min(...[...held.values()].map(({ sinceMs }) => sinceMs));
        if (held.size <= limits.heldPackets && nowMs - oldestMs < limits.heldMs) break;
        expected = nearest(expected);
        drain(ready);
      }
      return ready;
    },
  };
};
