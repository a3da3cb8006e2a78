import { MessageChannel } from "node:worker_threads";
import { portFromNode } from "../../app/base/ports";
import type { Port } from "../../app/contract/port";

/** Two ends of a real channel of Node's. Close one when done: an open port keeps the process alive. */
export const portPair = (): [Port, Port] => {
  const { port1, port2 } = new MessageChannel();
  return [portFromNode(port1), portFromNode(port2)];
};
