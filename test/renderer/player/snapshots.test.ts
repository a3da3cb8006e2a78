import { beforeEach, describe, expect, it, vi } from "vitest";
import { failure } from "../../../app/domain/failure";
import { ladderTable } from "../../../renderer/player/ladder";
import { showSnapshots } from "../../../renderer/player/snapshots";
import { fakeTileStream, type FakeTileStream } from "./fakeTileStream";

const stage = () => {
  const streams: FakeTileStream[] = [];
  const shown = showSnapshots(
    (onView) => {
      const fake = fakeTileStream(onView);
      streams.push(fake);
      return fake.stream;
    },
    () => undefined,
  );
  return { shown, streams };
};

describe("a picture every few seconds", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => {
      vi.useRealTimers();
    };
  });

  it("is taken from a stream that is open no longer than it takes, and stamped with its time", async () => {
    const { shown, streams } = stage();
    expect(shown.view.kind).toBe("connecting");
    streams[0]!.become({ kind: "live" });
    await vi.advanceTimersByTimeAsync(ladderTable.snapshotRunMs);
    const takenAtUtcMs = Date.now();
    expect(streams[0]!.state).toBe("stopped");
    await vi.advanceTimersByTimeAsync(ladderTable.snapshotEveryMs - 1);
    expect(streams).toHaveLength(1);
    expect(shown.view).toMatchObject({ kind: "snapshot", pictureAtUtcMs: takenAtUtcMs });
  });

  it("stays until the next one is there", async () => {
    const { shown, streams } = stage();
    streams[0]!.become({ kind: "live" });
    await vi.advanceTimersByTimeAsync(ladderTable.snapshotRunMs + ladderTable.snapshotEveryMs);
    expect(streams.map(({ state }) => state)).toEqual(["stopped", "open"]);
    expect(shown.view.kind).toBe("snapshot");
    streams[1]!.become({ kind: "live" });
    await vi.advanceTimersByTimeAsync(ladderTable.snapshotRunMs);
    expect(streams.map(({ state }) => state)).toEqual(["removed", "stopped"]);
  });

  it("says what is the matter when no new one comes, with the time of the old one", async () => {
    const { shown, streams } = stage();
    streams[0]!.become({ kind: "live" });
    await vi.advanceTimersByTimeAsync(ladderTable.snapshotRunMs);
    const takenAtUtcMs = Date.now();
    await vi.advanceTimersByTimeAsync(ladderTable.snapshotEveryMs);
    streams[1]!.become({ kind: "waitingToRetry", failure: failure("unreachable"), retryInS: 3 });
    expect(shown.view).toMatchObject({
      kind: "waitingToRetry",
      failure: { kind: "unreachable" },
      pictureAtUtcMs: takenAtUtcMs,
    });
  });

  it("takes nothing any more once it is ended", async () => {
    const { shown, streams } = stage();
    streams[0]!.become({ kind: "live" });
    await vi.advanceTimersByTimeAsync(ladderTable.snapshotRunMs);
    shown.remove();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(streams.map(({ state }) => state)).toEqual(["removed"]);
  });
});
