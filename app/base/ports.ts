import type { Port } from "../contract/port";

/** Electron's `MessagePortMain`, by shape. */
export interface ElectronPort {
  postMessage(message: unknown, transfer?: ElectronPort[]): void;
  on(event: "message", listener: (event: { data: unknown; ports: ElectronPort[] }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** Node's `worker_threads` MessagePort, by shape. A port sent with a message travels as `{ message, ports }`. */
export interface NodePort {
  postMessage(message: unknown, transfer?: readonly NodePort[]): void;
  on(event: "message", listener: (value: unknown) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  close(): void;
}

const electronPorts = new WeakMap<Port, ElectronPort>();
const nodePorts = new WeakMap<Port, NodePort>();

const own = <Raw>(known: WeakMap<Port, Raw>, ports: readonly Port[]): Raw[] =>
  ports.map((port) => {
    const raw = known.get(port);
    if (raw === undefined) throw new Error("a port of another platform cannot travel with this message");
    return raw;
  });

const once = (listener: () => void): (() => void) => {
  let called = false;
  return () => {
    if (called) return;
    called = true;
    listener();
  };
};

/** A {@link Port} over Electron's port, as main and the utility processes have it. */
export const portFromElectron = (raw: ElectronPort): Port => {
  const port: Port = {
    post: (message, transfer = []) => {
      raw.postMessage(message, own(electronPorts, transfer));
    },
    onMessage: (listener) => {
      raw.on("message", (event) => {
        listener(event.data, event.ports.map(portFromElectron));
      });
      raw.start();
    },
    onClose: (listener) => {
      raw.on("close", once(listener));
    },
    close: () => {
      raw.close();
    },
  };
  electronPorts.set(port, raw);
  return port;
};

interface NodeEnvelope {
  readonly message: unknown;
  readonly ports: readonly NodePort[];
}

/** A {@link Port} over Node's port: the same services, in plain Node under test. Both ends must be wrapped by this. */
export const portFromNode = (raw: NodePort): Port => {
  const port: Port = {
    post: (message, transfer = []) => {
      const ports = own(nodePorts, transfer);
      raw.postMessage({ message, ports } satisfies NodeEnvelope, ports);
    },
    onMessage: (listener) => {
      raw.on("message", (value) => {
        const envelope = value as NodeEnvelope;
        listener(envelope.message, envelope.ports.map(portFromNode));
      });
    },
    onClose: (listener) => {
      raw.on("close", once(listener));
    },
    close: () => {
      raw.close();
    },
  };
  nodePorts.set(port, raw);
  return port;
};
