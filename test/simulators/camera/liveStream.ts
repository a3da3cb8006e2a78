import type { Clip } from "./clips";
import { codecOf, type ClipRecipe } from "./clipRecipe";
import { openLiveTrack, trackPicture, type LiveTrack, type TrackPicture } from "./liveTrack";
import { rtpClockHz } from "./rtpPacket";
import { videoCodecs } from "./videoCodec";

export { liveClockMs } from "./liveTrack";

/** A clip played for ever, as if it were a camera's live picture. */
export interface LiveStream extends LiveTrack {
  /** Of what is shown, or is about to be from the next key frame on. */
  readonly recipe: ClipRecipe;
  /** `a=rtpmap` and `a=fmtp` of the same. */
  readonly attributes: readonly string[];
  /** Shows another clip of the same frame rate from its next key frame on: a changed encoder. */
  show(clip: Clip): void;
  /** Holds the still clip from now on; null goes on with the moving one at its next key frame. */
  freeze(still: Clip | null): void;
}

const picturesOf = (clip: Clip): readonly TrackPicture[] => {
  const codec = videoCodecs[codecOf(clip.recipe)];
  return clip.units.map((unit) => trackPicture(codec.packetise(unit), unit.isKey));
};

/** The clip time of the picture that is shown is the time of day modulo the clip's loop. */
export const openLiveStream = (clip: Clip): LiveStream => {
  let shown = clip;
  let moving = picturesOf(clip);
  let frozen = false;
  const { frameRate, startMs } = clip.recipe;
  const track = openLiveTrack({ pictures: moving, frameRate, startMs, clockHz: rtpClockHz });
  return {
    ...track,
    get recipe() {
      return shown.recipe;
    },
    get attributes() {
      return videoCodecs[codecOf(shown.recipe)].attributes(shown.units);
    },
    show: (next) => {
      shown = next;
      moving = picturesOf(next);
      if (!frozen) track.change(moving, "atKeyFrame");
    },
    freeze: (still) => {
      if (still === null && !frozen) return;
      frozen = still !== null;
      if (still === null) track.change(moving, "atKeyFrame");
      else track.change(picturesOf(still), "atOnce");
    },
  };
};
