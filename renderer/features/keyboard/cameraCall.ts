/**
 * Calling a camera by number, as CCTV keyboards do that type digits and Enter:
 *
 *     idle ──digit──► typing ──Enter──► called: camera 37 to the chosen tile
 *                     │    └──`.` or `*`──► typing the tile ──Enter──► called: camera 37 to tile 5
 *                     └──Escape, nothing left, or no key for a while──► idle
 */
export interface CameraCall {
  readonly camera: string;
  /** Null until the separator was typed. */
  readonly tile: string | null;
}

export type CallStep =
  | { readonly kind: "typing"; readonly call: CameraCall }
  | { readonly kind: "called"; readonly camera: number; readonly tile: number | null }
  | { readonly kind: "idle" };

/** More digits than any camera has are a book laid on the keyboard. */
const longest = { camera: 6, tile: 2 } as const;

const idle: CallStep = { kind: "idle" };
const typing = (camera: string, tile: string | null): CallStep => ({ kind: "typing", call: { camera, tile } });

/** What a keystroke makes of a call. Null: the keystroke is none of ours. */
export const callStep = (call: CameraCall | null, keystroke: string): CallStep | null => {
  if (/^\d$/.test(keystroke)) {
    // Leading zeros say nothing: keyboards that send "0037" mean 37, and 0 alone is a key like others.
    if (call === null) return keystroke === "0" ? null : typing(keystroke, null);
    const { camera, tile } = call;
    if (tile === null) return typing((camera + keystroke).slice(0, longest.camera), null);
    return typing(camera, (tile + keystroke).slice(0, longest.tile));
  }
  if (call === null) return null;
  const { camera, tile } = call;
  switch (keystroke) {
    case ".":
    case "*":
      return typing(camera, tile ?? "");
    case "Enter":
      return { kind: "called", camera: Number(camera), tile: tile === null || tile === "" ? null : Number(tile) };
    case "Backspace":
      if (tile !== null) return typing(camera, tile === "" ? null : tile.slice(0, -1));
      return camera.length > 1 ? typing(camera.slice(0, -1), null) : idle;
    case "Escape":
      return idle;
    default:
      return null;
  }
};
