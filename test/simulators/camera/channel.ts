import { clipRecipe, stillRecipe, type ClipRecipe, type Quality, type VideoFormat } from "./clipRecipe";
import type { ClipStore } from "./clips";
import { openAacAudio, openTelephoneAudio, type AudioCodec, type LiveAudio } from "./liveAudio";
import { openLiveStream, type LiveStream } from "./liveStream";
import { makeOnce } from "./madeOnce";
import type { Presentation } from "./sdp";

/** One video source of a device: its encoder's two streams and its microphone. */
export interface Channel {
  readonly cameraNumber: number;
  readonly name: string;
  /** As encoded now, or from the next key frame on. */
  recipe(quality: Quality): ClipRecipe;
  presentation(quality: Quality): Promise<Presentation>;
  freeze(on: boolean): Promise<void>;
  changeFormat(quality: Quality, format: VideoFormat): Promise<void>;
  jumpTimestamps(byMs: number): void;
  /** Who waits for a key frame gets one at once. */
  synchronize(quality: Quality): void;
}

export interface ChannelOptions {
  readonly cameraNumber: number;
  readonly name: string;
  readonly format: VideoFormat;
  readonly audio: AudioCodec | null;
  readonly clips: ClipStore;
}

const openAudio = async (codec: AudioCodec, clips: ClipStore): Promise<LiveAudio> =>
  codec === "AAC" ? openAacAudio(await clips.aacTone()) : openTelephoneAudio(codec);

export const openChannel = (options: ChannelOptions): Channel => {
  const { cameraNumber, name, clips } = options;
  const recipes: Record<Quality, ClipRecipe> = {
    main: clipRecipe(cameraNumber, name, "main", options.format),
    sub: clipRecipe(cameraNumber, name, "sub", options.format),
  };
  const make = makeOnce<LiveStream>();
  const makeAudio = makeOnce<LiveAudio>();
  const open = new Map<Quality, LiveStream>();
  let frozen = false;

  const freezeOne = async (stream: LiveStream): Promise<void> => {
    const still = await clips.clip(stillRecipe(stream.recipe));
    if (frozen) stream.freeze(still);
  };
  const videoOf = (quality: Quality): Promise<LiveStream> =>
    make(quality, async () => {
      const stream = openLiveStream(await clips.clip(recipes[quality]));
      open.set(quality, stream);
      if (frozen) await freezeOne(stream);
      return stream;
    });
  const { audio } = options;

  return {
    cameraNumber,
    name,
    recipe: (quality) => recipes[quality],
    presentation: async (quality) => ({
      video: await videoOf(quality),
      audio: audio === null ? null : await makeAudio(quality, () => openAudio(audio, clips)),
    }),
    freeze: async (on) => {
      frozen = on;
      if (on) await Promise.all([...open.values()].map(freezeOne));
      else for (const stream of open.values()) stream.freeze(null);
    },
    changeFormat: async (quality, format) => {
      const { codec, widthPx, heightPx } = recipes[quality];
      const recipe = clipRecipe(cameraNumber, name, quality, { codec: codec ?? "H264", widthPx, heightPx, ...format });
      const clip = await clips.clip(recipe);
      const stream = await videoOf(quality);
      recipes[quality] = recipe;
      stream.show(clip);
      if (frozen) await freezeOne(stream);
    },
    synchronize: (quality) => open.get(quality)?.synchronize(),
    jumpTimestamps: (byMs) => {
      for (const stream of open.values()) stream.jumpTimestamps(byMs);
    },
  };
};
