import type { VideoCodec } from "./videoCodec";

/** Everything a clip is drawn from; its text is the clip's key in the cache. */
export interface ClipRecipe {
  /** Raised when the drawing itself changes. */
  readonly drawing: number;
  readonly cameraNumber: number;
  readonly name: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameRate: number;
  readonly bitRate: number;
  readonly groupOfPicturesMs: number;
  /** A whole number of groups. The clip time of a picture shown live is the time of day modulo this. */
  readonly loopMs: number;
  /** Clip time of the file's first picture: cameras differ, so that their key frames do not fall together. */
  readonly startMs: number;
  readonly h264Profile: "main" | "baseline";
  /** H.264 where it is missing. */
  readonly codec?: "H265" | "JPEG";
  /** One group in which nothing moves: the picture of `startMs`, again and again. */
  readonly still?: true;
}

export type Quality = "main" | "sub";

/** What a camera's encoder may be set to; anything left out is the quality's own. */
export interface VideoFormat {
  readonly codec?: VideoCodec;
  /** Even numbers. */
  readonly widthPx?: number;
  readonly heightPx?: number;
}

const drawing = 1;
const groupOfPicturesMs = 2_000;
/** Up to this number a clip lasts {@link longLoopMs}, above it {@link shortLoopMs}, so that a bench of 64 is soon drawn. */
const longLoopCameras = 12;
const longLoopMs = 24_000;
const shortLoopMs = 12_000;

const sizes = {
  main: { widthPx: 1920, heightPx: 1080, frameRate: 25, bitRate: 3_000_000, h264Profile: "main" },
  sub: { widthPx: 640, heightPx: 360, frameRate: 15, bitRate: 400_000, h264Profile: "main" },
} as const;

export const codecOf = (recipe: ClipRecipe): VideoCodec => recipe.codec ?? "H264";

export const clipRecipe = (
  cameraNumber: number,
  name: string,
  quality: Quality,
  format: VideoFormat = {},
): ClipRecipe => {
  const { codec = "H264", widthPx = sizes[quality].widthPx, heightPx = sizes[quality].heightPx } = format;
  return {
    drawing,
    cameraNumber,
    name,
    ...sizes[quality],
    widthPx,
    heightPx,
    groupOfPicturesMs,
    loopMs: cameraNumber <= longLoopCameras ? longLoopMs : shortLoopMs,
    startMs: ((cameraNumber * 7) % 20) * 100,
    ...(codec === "H264" ? {} : { codec }),
  };
};

/** The recipe of the same camera with a picture that stands still. */
export const stillRecipe = (recipe: ClipRecipe): ClipRecipe => ({ ...recipe, still: true });
