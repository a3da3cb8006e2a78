import { refusal, success, type Result } from "../../../app/domain/result";
import { frameOf, framesOf, isRtp, senderTimeOf } from "./interleaved";
import type { RelayListener } from "./parties";
import { pictureEnds } from "./pictureEnds";
import { rtpTimeline } from "./rtpTimeline";
import type { DescribedTrack } from "./sdp";

/** Looks into the frames that pass: time stamps are put right in place, ends of pictures told, sender reports read. */
export interface MediaWatch {
  /** Which channel RTCP comes on; every other one is the track's. */
  rtcpChannel(channel: number): void;
  /** What ffmpeg gets of these frames; a failure when the camera went over to another encoding without a word. */
  watch(frames: Uint8Array, nowMs: number): Result<Uint8Array>;
}

/** Some cameras put a few packets of their own kind between; so many in a row are another encoding. */
const foreignPackets = 50;

export const mediaWatch = (track: DescribedTrack, listener: Pick<RelayListener, "senderReport">): MediaWatch => {
  const timeline = rtpTimeline(track.clockRate);
  const ends = pictureEnds(track.encoding, track.clockRate);
  let rtcp = 1;
  let foreign = 0;
  return {
    rtcpChannel: (channel) => {
      rtcp = channel;
    },
    watch: (frames, nowMs) => {
      const pieces: Uint8Array[] = [];
      let from = 0;
      for (const { channel, packet } of framesOf(frames)) {
        if (channel === rtcp) {
          const cameraUtcMs = senderTimeOf(packet);
          if (cameraUtcMs !== null) listener.senderReport(cameraUtcMs);
        } else if (isRtp(packet)) {
          const payloadType = packet.readUInt8(1) & 0x7f;
          if (payloadType === track.payloadType) {
            foreign = 0;
            packet.writeUInt32BE(timeline.place(packet.readUInt32BE(4), nowMs), 4);
            const delimiter = ends.after(packet);
            if (delimiter !== null) {
              const end = packet.byteOffset - frames.byteOffset + packet.length;
              pieces.push(frames.subarray(from, end), frameOf(channel, delimiter));
              from = end;
            }
          } else if ((foreign += 1) > foreignPackets)
            return refusal(
              "connectionLost",
              `payload type ${payloadType} instead of ${track.payloadType}`,
              "rtp.header",
            );
        }
      }
      return success(from === 0 ? frames : Buffer.concat([...pieces, frames.subarray(from)]));
    },
  };
};
