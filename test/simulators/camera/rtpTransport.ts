import { randomBytes, randomInt } from "node:crypto";
import { createSocket, type Socket as UdpSocket } from "node:dgram";
import type { Socket } from "node:net";
import type { FaultState } from "./faultState";
import { frameHeaderBytes } from "./interleavedFrames";
import { rtpHeaderBytes } from "./rtpPacket";

export type TransportName = "tcp" | "udp";

/** The pair of interleaved channels, or of UDP ports, a client asked for. */
export interface NumberPair {
  readonly rtp: number;
  readonly rtcp: number;
}

export interface TransportChoice {
  readonly name: TransportName;
  readonly pair: NumberPair;
}

/** The way one track goes to one client. */
export interface RtpTransport {
  /** The answer's Transport header. */
  readonly header: string;
  /** What the interleaved framing of its packets shall say. */
  readonly channel: number;
  /** Sends packets in interleaved framing that begin at the offsets. */
  send(bytes: Buffer, offsets: readonly number[]): void;
  report(rtcp: Buffer): void;
  close(): void;
}

const largestNumber: Readonly<Record<TransportName, number>> = { tcp: 255, udp: 65_535 };
const namesOf: Readonly<Record<string, TransportName>> = {
  "RTP/AVP/TCP": "tcp",
  "RTP/AVP": "udp",
  "RTP/AVP/UDP": "udp",
};

/** The first transport of a request (RFC 2326 §12.39) that is allowed; null when only others are asked for. */
export const chooseTransport = (header: string, allowed: readonly TransportName[]): TransportChoice | null => {
  for (const choice of header.split(",")) {
    const [profile = "", ...parameters] = choice.trim().split(";");
    const name = namesOf[profile.toUpperCase()];
    if (name === undefined || !allowed.includes(name) || parameters.includes("multicast")) continue;
    const key = name === "tcp" ? /^interleaved=(\d{1,3})(?:-(\d{1,3}))?$/i : /^client_port=(\d{1,5})(?:-(\d{1,5}))?$/i;
    const asked = parameters.map((text) => key.exec(text.trim())).find(Boolean);
    if (name === "udp" && !asked) continue;
    const rtp = Number(asked?.[1] ?? 0);
    const rtcp = Number(asked?.[2] ?? rtp + 1);
    if (rtp <= largestNumber[name] && rtcp <= largestNumber[name]) return { name, pair: { rtp, rtcp } };
  }
  return null;
};

/** The packets with noise for payload; headers stay, so that a receiver believes them. */
const spoiled = (bytes: Buffer, offsets: readonly number[]): Buffer => {
  const copy = Buffer.from(bytes);
  for (const offset of offsets) {
    const begin = offset + frameHeaderBytes + rtpHeaderBytes;
    randomBytes(copy.readUInt16BE(offset + 2) - rtpHeaderBytes).copy(copy, begin);
  }
  return copy;
};

/** Interleaved on the RTSP connection. A client that lets more than `mostWaitingBytes` pile up is dropped. */
export const interleavedTransport = (
  socket: Socket,
  pair: NumberPair,
  faults: FaultState,
  mostWaitingBytes: number,
): RtpTransport => {
  const write = (bytes: Buffer): void => {
    if (!socket.writable) return;
    socket.write(bytes);
    if (socket.writableLength > mostWaitingBytes) socket.destroy();
  };
  return {
    header: `RTP/AVP/TCP;unicast;interleaved=${pair.rtp}-${pair.rtcp}`,
    channel: pair.rtp,
    send: (bytes, offsets) => {
      if (!faults.garbage) write(bytes);
      else write(Buffer.concat([randomBytes(randomInt(1, 200)), spoiled(bytes, offsets)]));
    },
    report: (rtcp) => {
      write(Buffer.concat([Buffer.of(0x24, pair.rtcp, rtcp.length >> 8, rtcp.length & 0xff), rtcp]));
    },
    close: () => undefined,
  };
};

const bindUdp = (address: string, port: number): Promise<UdpSocket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.bind({ address, port, exclusive: true }, () => {
      socket.off("error", reject);
      socket.on("error", () => undefined); // a client that is gone comes back as an error: nobody to tell
      resolve(socket);
    });
  });

const portTries = 50;

/** An even port and the next one (RFC 3550 §11). */
const bindPair = async (address: string): Promise<readonly [UdpSocket, UdpSocket]> => {
  for (let tries = 0; tries < portTries; tries += 1) {
    const rtp = await bindUdp(address, 0);
    const { port } = rtp.address();
    const rtcp = port % 2 === 0 ? await bindUdp(address, port + 1).catch(() => null) : null;
    if (rtcp !== null) return [rtp, rtcp];
    rtp.close();
  }
  throw new Error("no pair of UDP ports is free");
};

/**
 * Unicast UDP to a client's ports. What it sends to the RTCP port is a sign of life.
 * @throws when no ports are free
 */
export const udpTransport = async (
  addresses: { readonly own: string; readonly client: string },
  pair: NumberPair,
  faults: FaultState,
  onSignOfLife: () => void,
): Promise<RtpTransport> => {
  const [rtp, rtcp] = await bindPair(addresses.own);
  rtcp.on("message", onSignOfLife);
  const send = (socket: UdpSocket, bytes: Buffer, port: number): void => {
    if (faults.lossShare > 0 && Math.random() < faults.lossShare) return;
    socket.send(bytes, port, addresses.client);
  };
  return {
    header:
      `RTP/AVP;unicast;client_port=${pair.rtp}-${pair.rtcp};` +
      `server_port=${rtp.address().port}-${rtcp.address().port}`,
    channel: 0,
    send: (bytes, offsets) => {
      const packets = faults.garbage ? spoiled(bytes, offsets) : bytes;
      for (const offset of offsets) {
        const begin = offset + frameHeaderBytes;
        send(rtp, packets.subarray(begin, begin + packets.readUInt16BE(offset + 2)), pair.rtp);
      }
    },
    report: (bytes) => {
      send(rtcp, bytes, pair.rtcp);
    },
    close: () => {
      rtp.close();
      rtcp.close();
    },
  };
};
