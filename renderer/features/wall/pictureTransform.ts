import type { TileLook, Turn } from "../../../app/domain/layout";

/** Which edge of the element becomes the top: the picture lies there, and the gap for the scrim is below it. */
const topAfter: Readonly<Record<Turn, string>> = { 0: "50% 0", 90: "0 50%", 180: "50% 100%", 270: "100% 50%" };

/**
 * How a picture takes its tile, as the custom properties that tilePicture.css gives to what shows it. Empty for a look
 * like any other: an untouched picture costs no layer of its own.
 */
export const pictureTransform = ({
  fit,
  turn,
  mirrored,
}: Pick<TileLook, "fit" | "turn" | "mirrored">): Readonly<Record<`--picture-${string}`, string>> => {
  const onSide = turn === 90 || turn === 270;
  // A picture that fills its tile is cut evenly; the scrim covers a little of it then.
  const at = fit === "contain" ? topAfter[turn] : "50% 50%";
  const moves = [
    ...(onSide ? ["translate(-50%, -50%)"] : []),
    // First turned, then mirrored: mirrored is left for right as it is seen.
    ...(mirrored ? ["scaleX(-1)"] : []),
    ...(turn === 0 ? [] : [`rotate(${String(turn)}deg)`]),
  ];
  return {
    ...(fit === "contain" ? {} : { "--picture-fit": fit }),
    ...(at === "50% 0" ? {} : { "--picture-at": at }),
    ...(moves.length === 0 ? {} : { "--picture-moves": moves.join(" ") }),
    ...(onSide
      ? {
          "--picture-inset": "50% auto auto 50%",
          "--picture-width": "100cqh",
          "--picture-height": "100cqw",
        }
      : {}),
  };
};
