import { expect, it } from "vitest";
import { fits, plainTile, turns } from "../../../../app/domain/layout";
import { pictureTransform } from "../../../../renderer/features/wall/pictureTransform";

const look = plainTile("a");

it("leaves an ordinary picture alone: no layer, no cost", () => {
  expect(pictureTransform(look)).toEqual({});
});

it("stretches and fills without moving anything", () => {
  expect(pictureTransform({ ...look, fit: "cover" })).toEqual({ "--picture-fit": "cover", "--picture-at": "50% 50%" });
  expect(pictureTransform({ ...look, fit: "fill" })["--picture-fit"]).toBe("fill");
});

it("lays a camera that hangs on its side across, and mirrors it as it is then seen", () => {
  expect(pictureTransform({ ...look, turn: 90, mirrored: true })).toEqual({
    "--picture-at": "0 50%",
    "--picture-moves": "translate(-50%, -50%) scaleX(-1) rotate(90deg)",
    "--picture-inset": "50% auto auto 50%",
    "--picture-width": "100cqh",
    "--picture-height": "100cqw",
  });
});

it("keeps every picture at the upper edge of its tile, so that the scrim lies below it", () => {
  // The edge of the element that is uppermost after a clockwise turn.
  const upper = { 0: "50% 0", 90: "0 50%", 180: "50% 100%", 270: "100% 50%" };
  for (const turn of turns)
    for (const fit of fits) {
      const at = pictureTransform({ ...look, turn, fit })["--picture-at"] ?? "50% 0";
      expect(at).toBe(fit === "contain" ? upper[turn] : "50% 50%");
    }
});
