import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeImage } from "../harness/decodedImage";

interface SavedPicture {
  readonly name: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Mean brightness of a row of pixels at this share of the height, 0 to 255. */
  brightnessAt(share: number): number;
}

const folderIn = (dataFolder: string): string => join(dataFolder, "snapshots");

/** The files in the folder, the oldest first. */
export const savedNames = (dataFolder: string): string[] => {
  const folder = folderIn(dataFolder);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

/** The pictures in the folder. */
export const savedIn = (dataFolder: string): SavedPicture[] =>
  savedNames(dataFolder).map((name) => {
    const { widthPx, heightPx, rgba } = decodeImage(readFileSync(join(folderIn(dataFolder), name)));
    const brightnessAt = (share: number): number => {
      const start = Math.floor(heightPx * share) * widthPx * 4;
      const row = rgba.subarray(start, start + widthPx * 4);
      return row.reduce((sum, value, index) => sum + (index % 4 === 3 ? 0 : value), 0) / (widthPx * 3);
    };
    return { name, widthPx, heightPx, brightnessAt };
  });
