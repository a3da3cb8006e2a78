import { failure, type Failure } from "../../../app/domain/failure";
import { framesOf, isRtp, senderTimeOf } from "./interleaved";
import type { RelayListener } from "./parties";
import { rtpTimeline } from "./rtpTimeline";
import type { DescribedTrack } from "./sdp";

/** Looks into the frames that pass: time stamps are put right in place, sender reports are read. */
export interface MediaWatch {
  /** Which channel RTCP comes on; every other one is the track's. */
  rtcpChannel(channel: number): void;
  /** A failure when the camera went over to another encoding without a word. */
  watch(frames: Uint8Array, nowMs: number): Failure | null;
}

/** Some cameras put a few packets of their own kind between; so many in a row are another encoding. */
const foreignPackets = 50;

export const mediaWatch = (track: DescribedTrack, listener: Pick<RelayListener, "senderReport">): MediaWatch => {
  const timeline = rtpTimeline(track.clockRate);
  let rtcp = 1;
  let foreign = 0;
  return {
    rtcpChannel: (channel) => {
      rtcp = channel;
    },
    watch: (frames, nowMs) => {
      for (const { channel, packet } of framesOf(frames)) {
        if (channel === rtcp) {
          const cameraUtcMs = senderTimeOf(packet);
          if (cameraUtcMs !== null) listener.senderReport(cameraUtcMs);
        } else if (isRtp(packet)) {
          const payloadType = packet.readUInt8(1) & 0x7f;
          if (payloadType === track.payloadType) {
            foreign = 0;
            packet.writeUInt32BE(timeline.place(packet.readUInt32BE(4), nowMs), 4);
          } else if ((foreign += 1) > foreignPackets)
            return failure(
              "connectionLost",
              `payload type ${payloadType} instead of ${track.payloadType}`,
              "rtp.header",
            );
        }
      }
      return null;
    },
  };
};
