import type { ElectronApplication } from "@playwright/test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

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

/** The pictures in the folder, decoded by the program itself. */
export const savedIn = async (application: ElectronApplication, dataFolder: string): Promise<SavedPicture[]> => {
  const folder = folderIn(dataFolder);
  return Promise.all(
    savedNames(dataFolder).map(async (name) => {
      const decoded = await application.evaluate(
        ({ nativeImage }, base64) => {
          const image = nativeImage.createFromBuffer(Buffer.from(base64, "base64"));
          const { width, height } = image.getSize();
          return { width, height, bgra: image.toBitmap().toString("base64") };
        },
        readFileSync(join(folder, name)).toString("base64"),
      );
      const pixels = Buffer.from(decoded.bgra, "base64");
      const brightnessAt = (share: number): number => {
        const start = Math.floor(decoded.height * share) * decoded.width * 4;
        const row = pixels.subarray(start, start + decoded.width * 4);
        return row.reduce((sum, value, index) => sum + (index % 4 === 3 ? 0 : value), 0) / (decoded.width * 3);
      };
      return { name, widthPx: decoded.width, heightPx: decoded.height, brightnessAt };
    }),
  );
};
