import type { SnapshotFormat } from "../../../../app/contract/snapshot";
import type { TileLook } from "../../../../app/domain/layout";
import { sizeOf, type Picture } from "./shownPicture";

/** What is burnt into a snapshot. */
export interface Stamp {
  readonly name: string;
  /** Of when the picture is. */
  readonly moment: string;
  /** That it was not live when it was taken, and why; null when it was. */
  readonly notLive: string | null;
}

type Context = OffscreenCanvasRenderingContext2D;

/** Share of the picture's height; never so small that it cannot be read. */
const textHeight = (pictureHeight: number): number => Math.max(12, Math.round(pictureHeight * 0.04));

const write = (context: Context, text: string, x: number, y: number, mostWidth: number): void => {
  // Narrower letters rather than a name or a time that is cut.
  context.fillText(text, x, y, mostWidth);
};

/** Rows from the lower edge upwards, each `[left, right]`: name and time side by side where there is room. */
const rowsOf = (context: Context, { name, moment }: Stamp, room: number): readonly (readonly [string, string])[] => {
  const fits = context.measureText(name).width + context.measureText(moment).width + room * 0.03 <= room;
  return fits
    ? [[name, moment]]
    : [
        [moment, ""],
        [name, ""],
      ];
};

const draw = (context: Context, stamp: Stamp, width: number, height: number, family: string): void => {
  const text = textHeight(height);
  const [row, margin] = [Math.round(text * 1.5), Math.round(text * 0.5)];
  const room = width - 2 * margin;
  context.font = `${String(text)}px ${family}`;
  context.textBaseline = "middle";
  const rows = rowsOf(context, stamp, room);
  context.fillStyle = "rgb(0 0 0 / 78%)";
  context.fillRect(0, height - row * rows.length, width, row * rows.length);
  context.fillStyle = "#ffffff";
  for (const [index, [left, right]] of rows.entries()) {
    const y = height - row * (index + 0.5);
    context.textAlign = "left";
    write(context, left, margin, y, room);
    context.textAlign = "right";
    write(context, right, width - margin, y, room);
  }
  if (stamp.notLive === null) return;
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, row);
  context.fillStyle = "#000000";
  context.textAlign = "left";
  write(context, stamp.notLive, margin, row / 2, room);
};

/** As the tile turns it: what is saved stands as it was seen. */
export type Hanging = Pick<TileLook, "turn" | "mirrored">;

/** The picture in its own full size with the stamp in it; null when it cannot be drawn. Taken at the moment of the call. */
export const stampedPicture = (
  picture: Picture,
  { turn, mirrored }: Hanging,
  stamp: Stamp,
  fontFamily: string,
): OffscreenCanvas | null => {
  const { width, height } = sizeOf(picture);
  const onSide = turn === 90 || turn === 270;
  const canvas = onSide ? new OffscreenCanvas(height, width) : new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (context === null) return null;
  context.translate(canvas.width / 2, canvas.height / 2);
  // First turned, then mirrored, as pictureTransform.ts.
  if (mirrored) context.scale(-1, 1);
  context.rotate((turn * Math.PI) / 180);
  context.drawImage(picture, -width / 2, -height / 2, width, height);
  context.resetTransform();
  draw(context, stamp, canvas.width, canvas.height, fontFamily);
  return canvas;
};

export const encoded = async (canvas: OffscreenCanvas, format: SnapshotFormat): Promise<Uint8Array<ArrayBuffer>> => {
  const blob = await canvas.convertToBlob({ type: `image/${format}`, quality: 0.92 });
  return new Uint8Array(await blob.arrayBuffer());
};

export const sha256Of = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
