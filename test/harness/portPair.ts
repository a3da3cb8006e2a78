import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { Port } from "../../app/contract/port";

/** Node's port gives its listener no ports: they travel inside the message. */
interface Envelope {
  readonly message: unknown;
  readonly ports: readonly MessagePort[];
}

const rawPorts = new WeakMap<Port, MessagePort>();

const rawOf = (port: Port): MessagePort => {
  const raw = rawPorts.get(port);
  if (raw === undefined) throw new Error("only a port of a pair can travel");
  return raw;
};

const portFromNode = (raw: MessagePort): Port => {
  const port: Port = {
    post: (message, transfer = []) => {
      const ports = transfer.map(rawOf);
      raw.postMessage({ message, ports } satisfies Envelope, ports);
    },
    onMessage: (listener) => {
      raw.on("message", ({ message, ports }: Envelope) => {
        listener(message, ports.map(portFromNode));
      });
    },
    onClose: (listener) => {
      raw.once("close", listener);
    },
    close: () => {
      raw.close();
    },
  };
  rawPorts.set(port, raw);
  return port;
};

/**
 * Two ends of a real channel of Node's, for the services in plain Node. Close one when done: an open port keeps the
 * process alive.
 */
export const portPair = (): readonly [Port, Port] => {
  const { port1, port2 } = new MessageChannel();
  return [portFromNode(port1), portFromNode(port2)];
};
