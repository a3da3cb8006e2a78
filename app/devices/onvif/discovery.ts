import { createSocket, type Socket } from "node:dgram";
import { networkInterfaces } from "node:os";
import type { Clock } from "../../base/clock";
import { refusal, success, type Result } from "../../domain/result";
import { probeMessage, probeTypes, readProbeMatches, type ProbeMatch } from "./probe";

/** WS-Discovery: who is on the networks this workstation is attached to. Finds nothing behind a router. */

const group = "239.255.255.250";
const port = 3702;
const loopback = "127.0.0.1";

/** UDP loses packets: each Probe goes out this often, so far apart. */
const repetitions = 3;
const repetitionMs = 400;

/** Bounds against a network that answers without end. */
const maxPacketBytes = 32 * 1024;
/** Time spent on reading answers, ms: about ten thousand honest ones. The station does nothing else meanwhile. */
const maxReadingMs = 1_500;
const maxDevices = 2_000;

export interface DiscoveryOptions {
  readonly clock: Clock;
  /** A new UUID per Probe. */
  readonly id: () => string;
  /** IPv4 of the interface to ask on; all of this workstation's when absent. */
  readonly interfaceAddress?: string;
  /** How long answers are waited for, ms. */
  readonly waitMs?: number;
}

/**
 * Asks on one interface or on all, and answers after `waitMs` with every device once, in the order of first answers.
 * Fails with `invalidInput` for an address that no interface has, `unreachable` when no question could be sent.
 */
export const discover = async (options: DiscoveryOptions): Promise<Result<ProbeMatch[]>> => {
  const { clock, id, interfaceAddress, waitMs = 3_000 } = options;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const attached = own.filter(({ family }) => family === "IPv4").map(({ address }) => address);
  if (interfaceAddress !== undefined && !attached.includes(interfaceAddress)) {
    return refusal("invalidInput", "no interface of this workstation has that address", "input.interfaceAddress");
  }
  const probes = probeTypes.map((type) => ({ messageId: `urn:uuid:${id()}`, type }));
  const found = collectMatches(
    probes.map(({ messageId }) => messageId),
    clock,
  );
  const messages = probes.map(({ messageId, type }) => Buffer.from(probeMessage(messageId, type)));
  const asked = await Promise.all(
    (interfaceAddress === undefined ? attached : [interfaceAddress]).map((address) =>
      askOn(address, messages, found.hear, clock, waitMs),
    ),
  );
  if (asked.every((sent) => !sent)) return refusal("unreachable", "no Probe could be sent", "discovery");
  return success(found.matches());
};

/** Joins answers by endpoint. Packets that are no answer to us cost a search for a text, nothing more. */
const collectMatches = (
  messageIds: readonly string[],
  clock: Clock,
): { readonly hear: (packet: Buffer, sender: string) => void; readonly matches: () => ProbeMatch[] } => {
  const devices = new Map<string, ProbeMatch>();
  let readingMs = 0;
  return {
    hear: (packet, sender) => {
      if (packet.byteLength > maxPacketBytes || !messageIds.some((messageId) => packet.includes(messageId))) return;
      if (readingMs > maxReadingMs) return;
      const startedMs = clock.monotonicMs();
      const read = readProbeMatches(packet, messageIds, sender);
      readingMs += clock.monotonicMs() - startedMs;
      for (const match of read.ok ? read.value : []) {
        if (devices.size < maxDevices && !devices.has(match.endpoint)) devices.set(match.endpoint, match);
      }
    },
    matches: () => [...devices.values()],
  };
};

/** Asks on one interface for `waitMs`; answers whether any question went out. The socket is closed whatever happens. */
const askOn = (
  address: string,
  messages: readonly Buffer[],
  hear: (packet: Buffer, sender: string) => void,
  clock: Clock,
  waitMs: number,
): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket({ type: "udp4" });
    const pending: (() => void)[] = [];
    let sent = false;
    let open = true;
    const finish = (): void => {
      if (!open) return;
      open = false;
      for (const cancel of pending) cancel();
      socket.close();
      resolve(sent);
    };
    const sendAll = (): void => {
      for (const destination of destinationsFrom(address)) {
        for (const message of messages) {
          socket.send(message, port, destination, (error) => {
            sent ||= error === null;
          });
        }
      }
    };
    socket.on("error", finish);
    socket.on("message", (packet, { address: sender }) => {
      if (open) hear(packet, sender);
    });
    socket.bind({ address, port: 0 }, () => {
      if (!open || !joined(socket, address)) {
        finish();
        return;
      }
      sendAll();
      for (let again = 1; again < repetitions && again * repetitionMs < waitMs; again += 1) {
        pending.push(clock.after(again * repetitionMs, sendAll));
      }
      pending.push(clock.after(waitMs, finish));
    });
  });

/** Loopback hands a multicast to one listener of a port on some systems: there the question also goes out directly. */
const destinationsFrom = (address: string): readonly string[] => (address === loopback ? [group, loopback] : [group]);

/** Makes multicasts leave by this interface; false when the interface has gone meanwhile. */
const joined = (socket: Socket, address: string): boolean => {
  try {
    socket.setMulticastInterface(address);
    socket.setMulticastTTL(1);
    return true;
  } catch {
    return false;
  }
};
