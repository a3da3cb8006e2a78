import { codecOf } from "./clipRecipe";
import type { LiveAudio } from "./liveAudio";
import type { LiveStream } from "./liveStream";
import { videoCodecs } from "./videoCodec";

/** What is under one path of an RTSP server. */
export interface Presentation {
  readonly video: LiveStream;
  readonly audio: LiveAudio | null;
}

/** The tracks' names under the stream's URL. */
export const trackNames = { video: "trackID=1", audio: "trackID=2" } as const;

/** The session description of a presentation (RFC 4566). */
export const describePresentation = ({ video, audio }: Presentation, address: string): string =>
  [
    "v=0",
    `o=- 1 1 IN IP4 ${address}`,
    "s=Simulated camera",
    "c=IN IP4 0.0.0.0",
    "t=0 0",
    "a=control:*",
    "a=range:npt=now-",
    `m=video 0 RTP/AVP ${videoCodecs[codecOf(video.recipe)].payloadType}`,
    `b=AS:${Math.ceil(video.recipe.bitRate / 1000)}`,
    ...video.attributes,
    `a=framerate:${video.recipe.frameRate}`,
    `a=control:${trackNames.video}`,
    ...(audio === null
      ? []
      : [`m=audio 0 RTP/AVP ${audio.payloadType}`, ...audio.attributes, `a=control:${trackNames.audio}`]),
    "",
  ].join("\r\n");
