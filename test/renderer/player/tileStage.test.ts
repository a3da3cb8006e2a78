import { describe, expect, it } from "vitest";
import type { Showing } from "../../../renderer/player/tileStage";
import { failure } from "../../../app/domain/failure";
import { stageTile } from "../../../renderer/player/tileStage";
import type { TileView } from "../../../renderer/player/tileView";
import { fakeTileStream, type FakeTileStream } from "./fakeTileStream";

const stage = () => {
  const streams: (FakeTileStream & { readonly quality: Showing })[] = [];
  const views: TileView[] = [];
  const tile = stageTile(
    (quality, onView) => {
      const fake = Object.assign(fakeTileStream(onView), { quality });
      streams.push(fake);
      return fake.stream;
    },
    (view) => views.push(view),
  );
  return { tile, streams, views, latest: () => views.at(-1)! };
};

describe("a tile whose quality changes", () => {
  it("plays the old stream until the new one has its picture, and never says anything but live", () => {
    const { tile, streams, views } = stage();
    tile.want("sub");
    streams[0]!.become({ kind: "live" });
    const from = views.length;
    tile.want("main");
    streams[1]!.become({ kind: "waitingForKeyFrame" });
    expect(streams.map(({ state }) => state)).toEqual(["open", "open"]);
    streams[1]!.become({ kind: "live" });
    expect(streams.map(({ state }) => state)).toEqual(["removed", "open"]);
    expect(new Set(views.slice(from).map(({ kind }) => kind))).toEqual(new Set(["live"]));
  });

  it("keeps what it has when the other is not wanted any more", () => {
    const { tile, streams } = stage();
    tile.want("sub");
    streams[0]!.become({ kind: "live" });
    tile.want("main");
    tile.want("sub");
    expect(streams.map(({ state }) => state)).toEqual(["open", "removed"]);
  });

  it("stays live and says why the other stream does not come", () => {
    const { tile, streams, latest } = stage();
    tile.want("sub");
    streams[0]!.become({ kind: "live" });
    tile.want("main");
    streams[1]!.become({ kind: "waitingToRetry", failure: failure("noVideo"), retryInS: 2 });
    expect(streams[0]!.state).toBe("open");
    expect(latest()).toMatchObject({ kind: "live", failure: null, otherQuality: { kind: "noVideo" } });
  });

  it("gives up its session where the device takes no second one, with the old picture stamped meanwhile", () => {
    const { tile, streams, latest } = stage();
    tile.want("sub");
    streams[0]!.become({ kind: "live" });
    tile.want("main");
    streams[1]!.become({ kind: "waitingToRetry", failure: failure("sessionLimit"), retryInS: 1 });
    expect(streams[0]!.state).toBe("stopped");
    expect(latest()).toMatchObject({ kind: "waitingToRetry", pictureAtUtcMs: 1_000 });
    streams[1]!.become({ kind: "live" });
    expect(streams.map(({ state }) => state)).toEqual(["removed", "open"]);
    expect(latest()).toMatchObject({ kind: "live", pictureAtUtcMs: null });
  });

  it("opens the first quality anew when it had given it up", () => {
    const { tile, streams } = stage();
    tile.want("sub");
    streams[0]!.become({ kind: "live" });
    tile.want("main");
    streams[1]!.become({ kind: "waitingToRetry", failure: failure("sessionLimit") });
    tile.want("sub");
    expect(streams.map(({ quality, state }) => [quality, state])).toEqual([
      ["sub", "stopped"],
      ["main", "removed"],
      ["sub", "open"],
    ]);
  });

  it("tells of the new stream when the old one has no picture to show for it", () => {
    const { tile, streams, latest } = stage();
    tile.want("sub");
    streams[0]!.become({ kind: "stalled", pictureAtUtcMs: 500 });
    tile.want("main");
    streams[1]!.become({ kind: "loggingIn" });
    expect(latest()).toMatchObject({ kind: "loggingIn", pictureAtUtcMs: 500 });
  });

  it("ends every stream it holds", () => {
    const { tile, streams } = stage();
    tile.want("sub");
    streams[0]!.become({ kind: "live" });
    tile.want("main");
    tile.end();
    expect(streams.map(({ state }) => state)).toEqual(["removed", "removed"]);
  });
});
