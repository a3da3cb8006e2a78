import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { Clock } from "../../../app/base/clock";
import type { MediaLimits } from "../limits";
import { frameOf, isRtp } from "./interleaved";
import { reorderBuffer } from "./reorderBuffer";

/**
 * The UDP side of one camera: an even port for RTP and the next one for RTCP (RFC 3550 §11). What comes is handed on as
 * `$` frames of channel 0 and 1, in order, so that ffmpeg need not know; only what the camera itself sends is taken.
 */
export interface UdpLane {
  /** The port for RTP. */
  readonly port: number;
  /** ffmpeg's receiver reports, for the camera's RTCP port. */
  report(packet: Uint8Array, toPort: number): void;
  close(): void;
}

const tries = 20;
const kernelBufferBytes = 1024 * 1024;

const bind = (family: "udp4" | "udp6", port: number): Promise<UdpSocket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket(family);
    socket.once("error", (error) => {
      socket.close();
      reject(error);
    });
    socket.bind(port, () => {
      socket.removeAllListeners("error").on("error", () => undefined);
      resolve(socket);
    });
  });

const bindPair = async (family: "udp4" | "udp6"): Promise<readonly [UdpSocket, UdpSocket]> => {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const rtp = await bind(family, 0);
    const { port } = rtp.address();
    const rtcp = port % 2 === 0 ? await bind(family, port + 1).catch(() => null) : null;
    if (rtcp !== null) return [rtp, rtcp];
    rtp.close();
  }
  throw new Error("no two free UDP ports in a row");
};

/** @param cameraAddress numeric, as the RTSP connection has it. Rejects when the machine gives no ports. */
export const openUdpLane = async (
  cameraAddress: string,
  limits: Pick<MediaLimits, "heldPackets" | "heldMs">,
  clock: Clock,
  received: (frames: Uint8Array) => void,
): Promise<UdpLane> => {
  const [rtp, rtcp] = await bindPair(isIPv6(cameraAddress) ? "udp6" : "udp4");
  rtp.setRecvBufferSize(kernelBufferBytes);
  const ordered = reorderBuffer<Buffer>(limits);
  rtp.on("message", (packet, from) => {
    if (from.address !== cameraAddress || !isRtp(packet)) return;
    for (const ready of ordered.push(packet.readUInt16BE(2), packet, clock.monotonicMs())) received(frameOf(0, ready));
  });
  rtcp.on("message", (packet, from) => {
    if (from.address === cameraAddress) received(frameOf(1, packet));
  });
  return {
    port: rtp.address().port,
    report: (packet, toPort) => rtcp.send(packet, toPort, cameraAddress),
    close: () => {
      rtp.close();
      rtcp.close();
    },
  };
};
