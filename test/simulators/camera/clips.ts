import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { execFile, spawn } from "node:child_process";
import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { AccessUnit } from "./annexB";
import { codecOf, type ClipRecipe } from "./clipRecipe";
import { aacArguments } from "./liveAudio";
import { makeOnce } from "./madeOnce";
import { openScene } from "./scene";
import { videoCodecs } from "./videoCodec";

/** A clip in memory, parsed once. */
export interface Clip {
  readonly recipe: ClipRecipe;
  readonly units: readonly AccessUnit[];
}

export interface ClipStore {
  /** The clip, drawn at first use and kept in the folder. */
  clip(recipe: ClipRecipe): Promise<Clip>;
  /** A JPEG of the clip's first picture. */
  snapshot(recipe: ClipRecipe): Promise<Buffer>;
  /** The quiet tone as AAC in ADTS. */
  aacTone(): Promise<Buffer>;
}

export interface ClipStoreOptions {
  readonly ffmpegPath: string;
  readonly folder: string;
}

const run = promisify(execFile);

/** Two at a time: one draws while the other encodes. */
const drawnAtOnce = 2;

/** `$XDG_CACHE_HOME/zhishou/clips`, or below `~/.cache`. */
export const defaultClipFolder = (): string =>
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "zhishou", "clips");

/** Where the test machine keeps a font with Chinese signs; null when there is none, and pictures carry no name then. */
const findFont = async (): Promise<string | null> => {
  const found = await run("fc-match", ["-f", "%{file}\n%{family}", "Noto Sans CJK SC"]).catch(() => null);
  const [file = "", family = ""] = found?.stdout.split("\n") ?? [];
  return /CJK|Source Han/.test(family) ? file : null;
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** The encoder's own arguments. A still clip is quantised alike throughout, so that every picture after the first is empty. */
const codecArguments = (recipe: ClipRecipe): readonly string[] => {
  const framesPerGroup = String((recipe.frameRate * recipe.groupOfPicturesMs) / 1000);
  const bitRate = String(recipe.bitRate);
  const rate = recipe.still === true ? ["-qp", "24"] : ["-b:v", bitRate, "-maxrate", bitRate, "-bufsize", bitRate];
  switch (codecOf(recipe)) {
    case "H264":
      return [
        ...["-c:v", "libx264", "-preset", "veryfast", "-profile:v", recipe.h264Profile, "-bf", "0"],
        ...["-g", framesPerGroup, "-keyint_min", framesPerGroup, "-sc_threshold", "0", ...rate],
        ...["-x264-params", "repeat-headers=1:sliced-threads=0", "-f", "h264"],
      ];
    case "H265": {
      const groups = `keyint=${framesPerGroup}:min-keyint=${framesPerGroup}:scenecut=0:open-gop=0:bframes=0`;
      const quantiser = recipe.still === true ? ":qp=24" : "";
      return [
        ...["-c:v", "libx265", "-preset", "superfast", ...(recipe.still === true ? [] : rate)],
        ...["-x265-params", `log-level=none:repeat-headers=1:${groups}${quantiser}`, "-f", "hevc"],
      ];
    }
    case "JPEG":
      return ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-huffman", "default", "-q:v", "9", "-f", "mjpeg"];
  }
};

const encoderArguments = (recipe: ClipRecipe, filter: string | null): readonly string[] => [
  ...["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", `${recipe.widthPx}x${recipe.heightPx}`],
  ...["-r", String(recipe.frameRate), "-i", "pipe:0"],
  ...(filter === null ? [] : ["-vf", filter]),
  ...(codecOf(recipe) === "JPEG"
    ? []
    : ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]),
  ...codecArguments(recipe),
];

const draw = async (recipe: ClipRecipe, ffmpegPath: string, font: string | null, path: string): Promise<void> => {
  // Another process may be drawing the same clip: each has files of its own until it is whole.
  const unfinishedPath = `${path}.${randomUUID()}`;
  const namePath = `${unfinishedPath}.txt`;
  await writeFile(namePath, recipe.name);
  const filter =
    font === null
      ? null
      : `drawtext=fontfile=${font}:textfile=${namePath}:expansion=none:fontcolor=white:borderw=${recipe.heightPx / 180}:` +
        `bordercolor=black:fontsize=${recipe.heightPx / 15}:x=${recipe.widthPx / 48}:y=${recipe.heightPx * 0.1}`;
  const ffmpeg = spawn(
    ffmpegPath,
    ["-hide_banner", "-loglevel", "error", "-y", ...encoderArguments(recipe, filter), unfinishedPath],
    { stdio: ["pipe", "ignore", "pipe"] },
  );
  let complaint = "";
  ffmpeg.stderr.on("data", (bytes: Buffer) => {
    complaint = (complaint + bytes.toString()).slice(-2_000);
  });
  const ended = new Promise<void>((resolve, reject) => {
    ffmpeg.on("error", reject);
    ffmpeg.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`ffmpeg could not draw a clip (${code}): ${complaint}`));
    });
  });
  ffmpeg.stdin.on("error", () => undefined); // told by `ended`
  const feed = async (): Promise<void> => {
    const drawScene = openScene(recipe);
    const still = recipe.still === true;
    const lengthMs = still ? recipe.groupOfPicturesMs : recipe.loopMs;
    const frameCount = (lengthMs * recipe.frameRate) / 1000;
    const stillFrame = still ? drawScene(recipe.startMs) : null;
    for (let index = 0; index < frameCount && ffmpeg.exitCode === null; index += 1) {
      const frame = stillFrame ?? drawScene((recipe.startMs + (index * 1000) / recipe.frameRate) % recipe.loopMs);
      // The frame is overwritten by the next one, so wait until this one is out.
      if (!ffmpeg.stdin.write(frame.bytes)) await once(ffmpeg.stdin, "drain").catch(() => ended);
    }
    ffmpeg.stdin.end();
  };
  try {
    await Promise.all([feed(), ended]);
    await rename(unfinishedPath, path);
  } finally {
    await rm(namePath, { force: true });
    await rm(unfinishedPath, { force: true });
  }
};

/** Lets at most `limit` tasks run at once. */
const limiter = (limit: number): (<Value>(task: () => Promise<Value>) => Promise<Value>) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= limit) await new Promise<void>((go) => waiting.push(go));
    running += 1;
    try {
      return await task();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
};

/** Opens the cache of clips. Failures of ffmpeg reject; nothing half-drawn is kept. */
export const openClipStore = (options: ClipStoreOptions): ClipStore => {
  const limited = limiter(drawnAtOnce);
  const font = findFont();
  const paths = makeOnce<string>();
  const clips = makeOnce<Clip>();

  const keyOf = async (recipe: ClipRecipe): Promise<string> => {
    const text = JSON.stringify({ ...recipe, named: (await font) !== null });
    return createHash("sha256").update(text).digest("hex").slice(0, 24);
  };
  const pathOf = async (recipe: ClipRecipe): Promise<string> => {
    const path = join(options.folder, `${await keyOf(recipe)}.${videoCodecs[codecOf(recipe)].extension}`);
    return paths(path, () =>
      limited(async () => {
        if (await exists(path)) return path;
        await mkdir(options.folder, { recursive: true });
        await draw(recipe, options.ffmpegPath, await font, path);
        return path;
      }),
    );
  };
  const load = async (recipe: ClipRecipe): Promise<Clip> => ({
    recipe,
    units: videoCodecs[codecOf(recipe)].split(await readFile(await pathOf(recipe))),
  });

  /** Runs ffmpeg once for a file that is kept. */
  const kept = async (path: string, parameters: readonly string[]): Promise<Buffer> => {
    if (!(await exists(path))) {
      await mkdir(options.folder, { recursive: true });
      const unfinishedPath = `${path}.${randomUUID()}`;
      await run(options.ffmpegPath, ["-hide_banner", "-loglevel", "error", ...parameters, unfinishedPath]);
      await rename(unfinishedPath, path);
    }
    return readFile(path);
  };

  return {
    aacTone: () => kept(join(options.folder, "tone.aac"), aacArguments),
    clip: (recipe) => clips(JSON.stringify(recipe), () => load(recipe)),
    snapshot: async (recipe) => {
      const clipPath = await pathOf(recipe);
      const picture = ["-i", clipPath, "-frames:v", "1", "-q:v", "4", "-f", "mjpeg"];
      return kept(clipPath.replace(/\.\w+$/, ".jpg"), picture);
    },
  };
};
