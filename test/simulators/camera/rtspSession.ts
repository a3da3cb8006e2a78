import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { liveClockMs, type LiveStream, type Viewing } from "./liveStream";
import { senderReport } from "./rtcp";

/** The pair of interleaved channels a client asked for. */
export interface ChannelPair {
  readonly rtp: number;
  readonly rtcp: number;
}

/** One client's session over interleaved TCP (RFC 2326 §3, §10.12): set up, playing or paused. */
export interface RtspSession {
  readonly id: string;
  readonly channels: ChannelPair;
  readonly playing: boolean;
  /** Where the stream goes on: for RTP-Info. Packets follow the answer, from the next key frame on. */
  play(): { readonly sequence: number; readonly timestamp: number };
  pause(): void;
  /** While stalled nothing is sent; the connection stays. */
  stall(stalled: boolean): void;
  end(): void;
}

export interface SessionOptions {
  readonly stream: LiveStream;
  readonly socket: Socket;
  readonly channels: ChannelPair;
  /** A client that lets more than this pile up is dropped. */
  readonly mostWaitingBytes: number;
  readonly senderReportMs: number;
  readonly canonicalName: string;
}

export const openRtspSession = (options: SessionOptions): RtspSession => {
  const { stream, socket, channels } = options;
  let viewing: Viewing | null = null;
  let reports: NodeJS.Timeout | null = null;
  let stalled = false;
  let waitingForKey = false;
  let packetCount = 0;
  let octetCount = 0;

  const write = (bytes: Buffer): void => {
    if (!socket.writable) return;
    socket.write(bytes);
    if (socket.writableLength > options.mostWaitingBytes) socket.destroy();
  };
  const report = (): void => {
    if (viewing === null || stalled || packetCount === 0) return;
    const utcMs = liveClockMs();
    const timestamp = stream.timestampAt(utcMs);
    const { canonicalName } = options;
    const rtcp = senderReport({ ssrc: viewing.ssrc, utcMs, timestamp, packetCount, octetCount, canonicalName });
    write(Buffer.concat([Buffer.of(0x24, channels.rtcp, rtcp.length >> 8, rtcp.length & 0xff), rtcp]));
  };
  const pause = (): void => {
    viewing?.stop();
    viewing = null;
    if (reports !== null) clearInterval(reports);
    reports = null;
  };

  return {
    id: randomBytes(8).toString("hex"),
    channels,
    get playing() {
      return viewing !== null;
    },
    play: () => {
      pause();
      viewing = stream.watch({
        channel: channels.rtp,
        receive: (bytes, picture) => {
          if (stalled || (waitingForKey && !picture.isKey)) return;
          waitingForKey = false;
          packetCount += picture.packetCount;
          octetCount += picture.octetCount;
          write(bytes);
        },
      });
      reports = setInterval(report, options.senderReportMs);
      return { sequence: viewing.firstSequence, timestamp: viewing.firstTimestamp };
    },
    pause,
    stall: (now) => {
      stalled = now;
      // What was left out would be shown as smear: go on at the next key frame.
      waitingForKey = true;
    },
    end: pause,
  };
};
