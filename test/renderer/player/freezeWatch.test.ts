import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  frozenAfterFrames,
  frozenAfterMs,
  frozenSince,
  looked,
  suspicious,
  type PictureLook,
  type Unchanged,
} from "../../../renderer/player/freezeWatch";

/** Pictures of another number differ at a glance. */
const shows = (exact: number, brightness = exact * 20) => ({ exact, coarse: Uint8Array.of(90, brightness, 90) });

const afterAll = (looks: readonly PictureLook[]): Unchanged | null =>
  looks.reduce<Unchanged | null>((before, look) => looked(before, look), null);

/** A look every quarter of a second at 15 frames a second. */
const looksAt = (pictures: readonly (number | null)[]): PictureLook[] =>
  pictures.map((picture, index) => ({
    picture: picture === null ? null : shows(picture),
    frames: Math.floor(index * 3.75),
    atMs: index * 250,
  }));

describe("a picture that does not change", () => {
  it("is frozen since it was first seen", () => {
    expect(frozenSince(afterAll(looksAt([1, 2, 7, 7, 7, 7, 7])))).toBeNull();
    expect(frozenSince(afterAll(looksAt([1, 2, 7, 7, 7, 7, 7, 7])))).toBe(500);
  });

  it("is told within two seconds, looked at as seldom as a moving one is", () => {
    // Frozen right after a look; two looks half a second apart, then one every quarter.
    const looks = [0, 500, 1_000, 1_250, 1_500, 1_750].map((atMs) => ({
      picture: shows(atMs === 0 ? 1 : 7),
      frames: Math.floor(atMs / 66),
      atMs,
    }));
    expect(frozenSince(afterAll(looks))).toBe(500);
    expect(suspicious(afterAll(looks.slice(0, 2)))).toBe(false);
    expect(suspicious(afterAll(looks.slice(0, 3)))).toBe(true);
  });

  it("is alive again at the first change", () => {
    expect(frozenSince(afterAll(looksAt([7, 7, 7, 7, 7, 7, 8])))).toBeNull();
  });

  it("is not frozen for a camera of two pictures a second, whose next one is only due", () => {
    const looks = [0, 250, 500, 750, 1_000, 1_250].map((atMs) => ({
      picture: shows(7),
      frames: 10 + Math.floor(atMs / 500),
      atMs,
    }));
    expect(frozenSince(afterAll(looks))).toBeNull();
  });

  it("stays frozen through the key frames of a hung camera, which are the same picture encoded anew", () => {
    const samples = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3];
    const looks = samples.map((exact, index) => ({
      picture: shows(exact, 100 + exact),
      frames: index * 4,
      atMs: index * 250,
    }));
    expect(frozenSince(afterAll(looks))).toBe(0);
  });

  it("is alive while it differs a little at every look, and when only the camera's clock goes on", () => {
    const noise = looksAt(Array.from({ length: 12 }, (_, index) => index)).map((look, index) => ({
      ...look,
      picture: shows(index, 100 + (index % 2)),
    }));
    const clock = looksAt([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
    for (const looks of [noise, clock])
      looks.forEach((_, index) => {
        expect(frozenSince(afterAll(looks.slice(0, index + 1)))).toBeNull();
      });
  });

  it("proves nothing across a picture that could not be read, nor across a new file", () => {
    expect(frozenSince(afterAll(looksAt([7, 7, 7, null, 7, 7, 7])))).toBeNull();
    const [first, second] = [looksAt([7, 7, 7, 7]), looksAt([7, 7, 7, 7])];
    expect(
      frozenSince(afterAll([...first, ...second.map((look) => ({ ...look, atMs: look.atMs + 1_000 }))])),
    ).toBeNull();
  });

  it("is frozen only where the last pictures are all the same, for long enough and over enough frames", () => {
    const steps = fc.record({ picture: fc.integer({ min: 0, max: 2 }), passedMs: fc.nat(600), frames: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1 }), (all) => {
        let [atMs, frames] = [0, 0];
        const looks = all.map((step) => {
          atMs += step.passedMs;
          frames += step.frames;
          return { picture: shows(step.picture), frames, atMs };
        });
        const run = looks.slice(
          looks.findLastIndex(({ picture }) => picture.exact !== looks.at(-1)!.picture.exact) + 1,
        );
        const long = atMs - run[0]!.atMs >= frozenAfterMs && frames - run[0]!.frames >= frozenAfterFrames;
        expect(frozenSince(afterAll(looks))).toBe(long ? run[0]!.atMs : null);
      }),
    );
  });
});
