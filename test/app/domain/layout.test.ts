import { array, assert, constant, constantFrom, integer, oneof, property, tuple, type Arbitrary } from "fast-check";
import { expect, test } from "vitest";
import { columnsOf, emptyLayout, gridSizes, placeCamera, regrid, type WallLayout } from "../../../app/domain/layout";

const gridSize = constantFrom(...gridSizes);

/** A layout as placing cameras makes it: none stands twice. */
const layout: Arbitrary<WallLayout> = tuple(
  gridSize,
  array(tuple(integer({ min: 0, max: 63 }), oneof(constant(null), integer({ min: 1, max: 80 }))), { maxLength: 100 }),
).map(([size, placings]) =>
  placings.reduce(
    (made, [position, camera]) =>
      placeCamera(made, position % size, camera === null ? null : `camera-${String(camera)}`),
    emptyLayout(size),
  ),
);

const camerasOf = ({ tiles }: WallLayout): string[] => tiles.filter((camera) => camera !== null);

const expectSound = (made: WallLayout): void => {
  expect(made.tiles).toHaveLength(made.gridSize);
  expect(new Set(camerasOf(made)).size).toBe(camerasOf(made).length);
};

test("each grid is square", () => {
  expect(gridSizes.map(columnsOf)).toEqual([1, 2, 3, 4, 6, 8]);
  for (const size of gridSizes) expect(emptyLayout(size).tiles).toHaveLength(size);
});

test("a camera is placed, replaced and taken away", () => {
  const one = placeCamera(emptyLayout(4), 2, "a");
  expect(one.tiles).toEqual([null, null, "a", null]);
  expect(placeCamera(one, 2, "b").tiles).toEqual([null, null, "b", null]);
  expect(placeCamera(one, 2, null).tiles).toEqual([null, null, null, null]);
});

test("a camera that stands already changes places with what stands where it goes", () => {
  const two: WallLayout = { gridSize: 4, tiles: ["a", "b", null, null] };
  expect(placeCamera(two, 1, "a").tiles).toEqual(["b", "a", null, null]);
  expect(placeCamera(two, 3, "a").tiles).toEqual([null, "b", null, "a"]);
  expect(placeCamera(two, 0, "a").tiles).toEqual(["a", "b", null, null]);
});

test("a position outside the grid changes nothing", () => {
  const two: WallLayout = { gridSize: 4, tiles: ["a", "b", null, null] };
  for (const position of [-1, 4, 64]) expect(placeCamera(two, position, "c")).toEqual(two);
});

test("placing never shows a camera twice, loses none but the one replaced, and leaves what it was given", () => {
  assert(
    property(layout, integer({ min: 0, max: 63 }), integer({ min: 1, max: 80 }), (before, anywhere, number) => {
      const position = anywhere % before.gridSize;
      const camera = `camera-${String(number)}`;
      const copy = [...before.tiles];
      const after = placeCamera(before, position, camera);
      expectSound(after);
      expect(after.tiles[position]).toBe(camera);
      expect(before.tiles).toEqual(copy);
      const stoodAlready = before.tiles.includes(camera);
      const lost = camerasOf(before).filter((one) => !after.tiles.includes(one));
      expect(lost).toEqual(
        stoodAlready ? [] : before.tiles.slice(position, position + 1).filter((one) => one !== null),
      );
    }),
  );
});

test("a larger grid keeps every camera at its position", () => {
  expect(regrid({ gridSize: 1, tiles: ["a"] }, 4).tiles).toEqual(["a", null, null, null]);
});

test("a smaller grid keeps positions where the rest is empty, and closes up where it is not", () => {
  const early: WallLayout = { gridSize: 9, tiles: [null, "a", null, "b", null, null, null, null, null] };
  expect(regrid(early, 4).tiles).toEqual([null, "a", null, "b"]);
  const late: WallLayout = { gridSize: 9, tiles: [null, "a", null, null, null, null, null, null, "b"] };
  expect(regrid(late, 4).tiles).toEqual(["a", "b", null, null]);
  expect(regrid(late, 1).tiles).toEqual(["a"]);
});

test("another grid never shows a camera twice, loses none that fits, and keeps their order", () => {
  assert(
    property(layout, gridSize, (before, size) => {
      const after = regrid(before, size);
      expect(after.gridSize).toBe(size);
      expectSound(after);
      expect(camerasOf(after)).toEqual(camerasOf(before).slice(0, size));
    }),
  );
});

test("to a larger grid and back is where one was", () => {
  assert(
    property(layout, gridSize, (before, size) => {
      if (size >= before.gridSize) expect(regrid(regrid(before, size), before.gridSize)).toEqual(before);
    }),
  );
});
