import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Port } from "../../../app/contract/port";
import type { StreamFactsMessage } from "../../../app/contract/stream";
import { failure, type Failure } from "../../../app/domain/failure";
import { createStationClient } from "../../../renderer/station";
import type { StreamStatus } from "../../../renderer/player/liveness";
import { acknowledgeEveryBytes, silentForMs, watchStream } from "../../../renderer/player/streamSession";
import { fakeChannel, type FakePort } from "../fakePort";

/** A page with one stream, a station that notes what is asked, and a clock that stands still until told. */
const stage = () => {
  const station = createStationClient();
  const link = fakeChannel();
  station.enter({ state: "ready", wallName: "wall-1", restarts: 0 }, link.ours);
  const asked: { id: number; request: string; input: unknown }[] = [];
  const media: FakePort[] = [];
  link.theirs.onMessage((message) => {
    asked.push(message as (typeof asked)[number]);
  });

  let nowMs = 0;
  const ticks = new Set<() => void>();
  const statuses: StreamStatus[] = [];
  const facts: StreamFactsMessage[] = [];
  const players: { container: string; fed: number[]; destroyed: boolean; fail: (why: Failure) => void }[] = [];
  const end = watchStream(
    { cameraId: "c1", quality: "sub", playsH265: false },
    {
      station,
      ticker: { subscribe: (task) => (ticks.add(task), () => ticks.delete(task)) },
      openChannel: () => {
        const channel = fakeChannel();
        media.push(channel.theirs);
        return channel;
      },
      startPlayer: (container, fail) => {
        const player = { container, fed: [] as number[], destroyed: false, fail };
        players.push(player);
        return {
          feed: (bytes) => player.fed.push(bytes.byteLength),
          destroy: () => {
            player.destroyed = true;
          },
        };
      },
      onStatus: (status) => statuses.push(status),
      onFacts: (told) => facts.push(told),
      monotonicMs: () => nowMs,
      nowUtcMs: () => nowMs,
    },
  );
  return {
    station,
    asked,
    media,
    players,
    facts,
    end,
    latest: () => statuses.at(-1)!,
    tick: (passedMs = 0) => {
      nowMs += passedMs;
      for (const task of ticks) task();
    },
    event: (event: string, payload: unknown) => {
      link.theirs.post({ event, payload });
    },
    refuse: async (index: number, error: Failure) => {
      link.theirs.post({ id: asked[index]!.id, result: { ok: false, error } });
      await vi.advanceTimersByTimeAsync(0);
    },
  };
};

const begin = (port: Port, generation: number): void => {
  port.post({ kind: "begin", generation, container: "flv", reason: "first" });
};
const chunk = (port: Port, generation: number, size: number): void => {
  port.post({ kind: "chunk", generation, bytes: new Uint8Array(size) });
};
const phase = (port: Port, name: string, more = {}): void => {
  port.post({ kind: "phase", phase: name, ...more });
};

describe("one tile's watch of one camera", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => {
      vi.useRealTimers();
    };
  });

  it("asks once, plays what comes and says what media says", () => {
    const { asked, media, players, latest } = stage();
    expect(asked).toMatchObject([{ request: "streams.open", input: { cameraId: "c1", quality: "sub" } }]);
    expect(latest().phase).toBe("connecting");
    phase(media[0]!, "loggingIn");
    expect(latest().phase).toBe("loggingIn");
    begin(media[0]!, 1);
    chunk(media[0]!, 1, 100);
    phase(media[0]!, "live");
    expect(latest().phase).toBe("live");
    expect(players).toMatchObject([{ container: "flv", fed: [100], destroyed: false }]);
  });

  it("hands on what media tells of the stream, and nothing that is not as agreed", () => {
    const { media, facts } = stage();
    const told: StreamFactsMessage = {
      kind: "facts",
      encoding: "H265",
      audioEncoding: "PCMA",
      widthPx: 2560,
      heightPx: 1440,
      frameRate: 25,
      bitRateKbps: 3_000,
      transport: "udp",
      transcoding: "hardware",
      reconnects: 1,
      deviceSessions: 2,
      deviceSessionLimit: null,
      cameraClock: null,
    };
    media[0]!.post(told);
    media[0]!.post({ ...told, widthPx: -1 });
    expect(facts).toEqual([told]);
  });

  it("acknowledges cumulative bytes: at once every 64 KiB, the rest at the next tick, nothing twice", () => {
    const { media, tick } = stage();
    begin(media[0]!, 1);
    chunk(media[0]!, 1, acknowledgeEveryBytes - 1);
    expect(media[0]!.taken()).toEqual([]);
    chunk(media[0]!, 1, 1);
    expect(media[0]!.taken()).toEqual([{ kind: "acknowledge", generation: 1, bytes: acknowledgeEveryBytes }]);
    chunk(media[0]!, 1, 10);
    tick();
    tick();
    expect(media[0]!.taken()).toEqual([{ kind: "acknowledge", generation: 1, bytes: acknowledgeEveryBytes + 10 }]);
  });

  it("makes a new player for each file and ignores what is left of the one before", () => {
    const { media, players, tick } = stage();
    begin(media[0]!, 1);
    chunk(media[0]!, 1, 5);
    begin(media[0]!, 2);
    chunk(media[0]!, 1, 7);
    chunk(media[0]!, 2, 9);
    tick();
    expect(players).toMatchObject([
      { fed: [5], destroyed: true },
      { fed: [9], destroyed: false },
    ]);
    expect(media[0]!.taken()).toEqual([{ kind: "acknowledge", generation: 2, bytes: 9 }]);
  });

  it("opens again after a lost port, with the picture kept until a new one begins", async () => {
    const { asked, media, players, latest } = stage();
    begin(media[0]!, 1);
    phase(media[0]!, "live");
    media[0]!.close();
    expect(latest()).toMatchObject({ phase: "waitingToRetry", failure: { kind: "processLost" } });
    expect(players[0]!.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(250);
    expect(asked).toHaveLength(2);
    begin(media[1]!, 1);
    expect(players).toMatchObject([{ destroyed: true }, { destroyed: false }]);
  });

  it("waits longer after each failed try, but never gives up", async () => {
    const { asked, refuse, latest } = stage();
    const pauses: number[] = [];
    for (let index = 0; index < 7; index += 1) {
      await refuse(index, failure("processLost"));
      pauses.push(latest().retryAtUtcMs!);
      await vi.advanceTimersByTimeAsync(pauses.at(-1)!);
    }
    expect(pauses).toEqual([250, 500, 1_000, 2_000, 5_000, 5_000, 5_000]);
    expect(asked).toHaveLength(8);
  });

  it.each(["credentialsRefused", "credentialsRequired", "notFound", "forbidden"] as const)(
    "does not try again by itself after %s, but does when the records change",
    async (kind) => {
      const { asked, refuse, latest, event } = stage();
      await refuse(0, failure(kind));
      expect(["refused", "ended"]).toContain(latest().phase);
      await vi.advanceTimersByTimeAsync(600_000);
      expect(asked).toHaveLength(1);
      event("devices.changed", {});
      expect(asked).toHaveLength(2);
    },
  );

  it("leaves a camera that plays alone when the records change", () => {
    const { asked, media, event } = stage();
    phase(media[0]!, "live");
    event("devices.changed", {});
    expect(asked).toHaveLength(1);
  });

  it("says so when media goes, and opens again the moment it is back", () => {
    const { asked, media, latest, event } = stage();
    phase(media[0]!, "live");
    event("media.changed", { ready: false });
    expect(latest()).toMatchObject({ phase: "waitingToRetry", failure: { kind: "processLost" } });
    event("media.changed", { ready: true });
    expect(asked).toHaveLength(2);
    expect(latest().phase).toBe("connecting");
  });

  it("takes a silent port for dead, since no page is told that the process behind it ended", async () => {
    const { asked, media, latest, tick } = stage();
    phase(media[0]!, "live");
    tick(silentForMs.live);
    expect(latest().phase).toBe("live");
    tick(1);
    expect(latest()).toMatchObject({ phase: "waitingToRetry", failure: { kind: "connectionLost" } });
    await vi.advanceTimersByTimeAsync(250);
    expect(asked).toHaveLength(2);
  });

  it("does not take media's own wait for silence", () => {
    const { media, latest, tick } = stage();
    phase(media[0]!, "waitingToRetry", { failure: { kind: "unreachable" }, retryAtUtcMs: 60_000 });
    tick(59_000);
    expect(latest()).toMatchObject({ phase: "waitingToRetry", failure: { kind: "unreachable" } });
  });

  it("opens again when the player fails, seldom when this machine cannot decode the video", async () => {
    const { asked, media, players, latest } = stage();
    begin(media[0]!, 1);
    players[0]!.fail(failure("malformedAnswer"));
    await vi.advanceTimersByTimeAsync(250);
    expect(asked).toHaveLength(2);
    begin(media[1]!, 1);
    players[1]!.fail(failure("unsupported", undefined, "video"));
    expect(latest()).toMatchObject({ phase: "waitingToRetry", failure: { kind: "unsupported" } });
    await vi.advanceTimersByTimeAsync(29_000);
    expect(asked).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(3);
  });

  it("ends everything it holds: port, player, timers", async () => {
    const { asked, media, players, end, event } = stage();
    begin(media[0]!, 1);
    end();
    expect(media[0]!.closed).toBe(true);
    expect(media[0]!.taken()).toEqual([{ kind: "close" }]);
    expect(players[0]!.destroyed).toBe(true);
    event("media.changed", { ready: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });
});
