import { createSocket, type Socket } from "node:dgram";
import { readRtp, type RtpPacket } from "./depacketise";

/** A client's pair of UDP ports. */
export interface UdpReceiver {
  /** The Transport header that asks for them. */
  readonly transport: string;
  readonly packets: readonly RtpPacket[];
  readonly reports: readonly Buffer[];
  /** Resolves when the condition holds; looked at after each datagram. */
  until(condition: () => boolean): Promise<void>;
  close(): void;
}

const bind = (): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.bind(0, "127.0.0.1", () => {
      resolve(socket);
    });
  });

export const openUdpReceiver = async (): Promise<UdpReceiver> => {
  const [rtp, rtcp] = await Promise.all([bind(), bind()]);
  const packets: RtpPacket[] = [];
  const reports: Buffer[] = [];
  const waiters = new Set<() => void>();
  const look = (): void => {
    for (const waiter of waiters) waiter();
  };
  rtp.on("message", (bytes) => {
    packets.push(readRtp(bytes));
    look();
  });
  rtcp.on("message", (bytes) => {
    reports.push(bytes);
    look();
  });
  return {
    transport: `RTP/AVP;unicast;client_port=${rtp.address().port}-${rtcp.address().port}`,
    packets,
    reports,
    until: (condition) =>
      new Promise((resolve) => {
        const waiter = (): void => {
          if (!condition()) return;
          waiters.delete(waiter);
          resolve();
        };
        waiters.add(waiter);
        waiter();
      }),
    close: () => {
      rtp.close();
      rtcp.close();
    },
  };
};
