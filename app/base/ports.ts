import type { Port } from "../contract/port";

/** Electron's `MessagePortMain`, by shape. */
export interface ElectronPort {
  postMessage(message: unknown, transfer?: ElectronPort[]): void;
  on(event: "message", listener: (event: { data: unknown; ports: ElectronPort[] }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

const rawPorts = new WeakMap<Port, ElectronPort>();

const rawOf = (port: Port): ElectronPort => {
  const raw = rawPorts.get(port);
  if (raw === undefined) throw new Error("a port of another platform cannot travel with this message");
  return raw;
};

/** A {@link Port} over Electron's port, as main and the utility processes have it. */
export const portFromElectron = (raw: ElectronPort): Port => {
  const port: Port = {
    post: (message, transfer = []) => {
      raw.postMessage(message, transfer.map(rawOf));
    },
    onMessage: (listener) => {
      raw.on("message", (event) => {
        listener(event.data, event.ports.map(portFromElectron));
      });
      raw.start();
    },
    onClose: (listener) => {
      let called = false;
      raw.on("close", () => {
        if (called) return;
        called = true;
        listener();
      });
    },
    close: () => {
      raw.close();
    },
  };
  rawPorts.set(port, raw);
  return port;
};
