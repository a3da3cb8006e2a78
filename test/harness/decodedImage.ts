import { execFileSync } from "node:child_process";
import { readProvided } from "../../native/runtime/provided.mjs";

export interface DecodedImage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Four bytes a pixel, row by row. */
  readonly rgba: Uint8Array;
}

const mostBytes = 256 * 1024 * 1024;

/** A JPEG or PNG, decoded apart from the program under test. @throws what ffmpeg says where it is neither */
export const decodeImage = (file: Uint8Array): DecodedImage => {
  const asPam = ["-frames:v", "1", "-c:v", "pam", "-pix_fmt", "rgba", "-f", "image2pipe", "pipe:1"];
  const pam = execFileSync(readProvided().ffmpeg.path, ["-v", "error", "-i", "pipe:0", ...asPam], {
    input: file,
    maxBuffer: mostBytes,
  });
  const [header = ""] = /^P7\n[^]*?ENDHDR\n/.exec(pam.subarray(0, 200).toString("latin1")) ?? [];
  const sizeOf = (name: string): number => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(header)?.[1]);
  return { widthPx: sizeOf("WIDTH"), heightPx: sizeOf("HEIGHT"), rgba: pam.subarray(header.length) };
};
