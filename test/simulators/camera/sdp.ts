import type { LiveStream } from "./liveStream";
import { h264PayloadType, rtpClockHz } from "./rtpH264";

/** The track's name under the stream's URL. */
export const videoTrack = "trackID=1";

/** The session description of a live H.264 stream (RFC 4566; fmtp by RFC 6184 §8.2.1). */
export const describeStream = (stream: LiveStream, address: string): string => {
  const sps = stream.sequenceParameterSet;
  const pps = stream.pictureParameterSet;
  const sets = `${sps.toString("base64")},${pps.toString("base64")}`;
  return [
    "v=0",
    `o=- 1 1 IN IP4 ${address}`,
    "s=Simulated camera",
    "c=IN IP4 0.0.0.0",
    "t=0 0",
    "a=control:*",
    "a=range:npt=now-",
    `m=video 0 RTP/AVP ${h264PayloadType}`,
    `b=AS:${Math.ceil(stream.recipe.bitRate / 1000)}`,
    `a=rtpmap:${h264PayloadType} H264/${rtpClockHz}`,
    `a=fmtp:${h264PayloadType} packetization-mode=1;profile-level-id=${sps.subarray(1, 4).toString("hex")};` +
      `sprop-parameter-sets=${sets}`,
    `a=framerate:${stream.recipe.frameRate}`,
    `a=control:${videoTrack}`,
    "",
  ].join("\r\n");
};
