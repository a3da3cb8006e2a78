import { describe, expect, it } from "vitest";
import { failure } from "../../../app/domain/failure";
import { keyFramesView } from "../../../renderer/player/keyFramesView";
import { codecOf } from "../../../renderer/player/keyFramePictures";
import type { StreamStatus } from "../../../renderer/player/liveness";

const live: StreamStatus = { phase: "live", sinceMs: 1_000, failure: null, retryAtUtcMs: null };
const picture = { atMs: 2_000, atUtcMs: 50_000 };

describe("a tile that shows key frames alone", () => {
  it("says so, with the time of its picture, however old that grows within a long group", () => {
    expect(keyFramesView(live, picture, 2_100, 50_100)).toMatchObject({ kind: "keyFrames", pictureAtUtcMs: 50_000 });
    expect(keyFramesView(live, picture, 14_000, 62_000)).toMatchObject({ kind: "keyFrames", pictureAtUtcMs: 50_000 });
  });

  it("waits for its first picture, also for that of a session opened again", () => {
    expect(keyFramesView(live, null, 1_500, 50_000)).toMatchObject({
      kind: "waitingForKeyFrame",
      pictureAtUtcMs: null,
    });
    const again = { ...live, sinceMs: 3_000 };
    expect(keyFramesView(again, picture, 3_100, 51_000)).toMatchObject({
      kind: "waitingForKeyFrame",
      pictureAtUtcMs: 50_000,
    });
  });

  it("never goes on claiming a picture that is older than any group", () => {
    expect(keyFramesView(live, picture, 40_000, 90_000)).toMatchObject({ kind: "stalled", ageS: 38 });
  });

  it("tells what is the matter like any other tile", () => {
    const lost: StreamStatus = {
      phase: "waitingToRetry",
      sinceMs: 5_000,
      failure: failure("unreachable"),
      retryAtUtcMs: 61_500,
    };
    expect(keyFramesView(lost, picture, 5_000, 60_000)).toMatchObject({
      kind: "waitingToRetry",
      failure: { kind: "unreachable" },
      retryInS: 2,
      pictureAtUtcMs: 50_000,
    });
  });
});

describe("the codec of a key frame", () => {
  it("is told by its first unit", () => {
    expect(codecOf(Uint8Array.of(0, 0, 0, 1, 0x67, 0x4d, 0x40, 0x1e))).toBe("avc1.4d401e");
    expect(codecOf(Uint8Array.of(0, 0, 0, 1, 0x40, 0x01, 0x0c))).toMatch(/^hev1\./);
  });
});
