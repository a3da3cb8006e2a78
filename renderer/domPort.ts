import type { Port } from "../app/contract/port";

const rawPorts = new WeakMap<Port, MessagePort>();

const rawOf = (port: Port): MessagePort => {
  const raw = rawPorts.get(port);
  if (raw === undefined) throw new Error("a port of another platform cannot travel with this message");
  return raw;
};

/**
 * A {@link Port} over the page's own port.
 *
 * `close` events exist since Chrome 122; on an engine without them the owner learns of the loss from the shell
 * (`StationState` lost) or the station (`media.changed`) instead.
 */
export const portFromDom = (raw: MessagePort): Port => {
  let closed = false;
  const port: Port = {
    post: (message, transfer = []) => {
      raw.postMessage(message, transfer.map(rawOf));
    },
    onMessage: (listener) => {
      raw.onmessage = (event) => {
        listener(event.data, event.ports.map(portFromDom));
      };
    },
    onClose: (listener) => {
      raw.addEventListener("close", () => {
        if (closed) return;
        closed = true;
        listener();
      });
    },
    close: () => {
      closed = true;
      raw.onmessage = null;
      raw.close();
    },
  };
  rawPorts.set(port, raw);
  return port;
};

/** A new channel: our end and the one to send away. */
export const openDomChannel = (): { readonly ours: Port; readonly theirs: Port } => {
  const channel = new MessageChannel();
  return { ours: portFromDom(channel.port1), theirs: portFromDom(channel.port2) };
};
