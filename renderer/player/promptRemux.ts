/**
 * mpegts.js's remuxer waits for two pictures at a time: with one picture per call it hands them on in pairs, each pair
 * one to two frame times late (MP4Remuxer._remuxVideo in 1.8.2 keeps a single sample in the queue). It needs the next
 * picture only to know how long the one before lasts, so here the one it keeps is put before the one that came.
 */
interface VideoTrack {
  readonly samples: { readonly length: number }[];
  length: number;
}

interface Remuxer {
  _videoStashedLastSample: { readonly length: number } | null;
  _remuxVideo(track: VideoTrack, force?: boolean): void;
}

const within = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

const isRemuxer = (value: unknown): value is Remuxer =>
  typeof within(value, "_remuxVideo") === "function" && within(value, "_videoStashedLastSample") !== undefined;

/**
 * Lets each picture go as soon as the next one came. False while there is no remuxer yet: mpegts.js makes it from the
 * first bytes. Where its inside has changed this does nothing, and pictures come in pairs as before.
 */
export const remuxPromptly = (player: unknown): boolean => {
  const path = ["_player_engine", "_transmuxer", "_controller", "_remuxer"] as const;
  const remuxer = path.reduce(within, player);
  if (!isRemuxer(remuxer)) return false;
  const remux = remuxer._remuxVideo.bind(remuxer);
  remuxer._remuxVideo = (track, force) => {
    const kept = remuxer._videoStashedLastSample;
    if (kept !== null && track.samples.length === 1) {
      remuxer._videoStashedLastSample = null;
      track.samples.unshift(kept);
      track.length += kept.length;
    }
    remux(track, force);
  };
  return true;
};
