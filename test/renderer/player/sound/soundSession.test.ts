import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Port } from "../../../../app/contract/port";
import { failure, type FailureKind } from "../../../../app/domain/failure";
import { listenTo, type SoundState } from "../../../../renderer/player/sound/soundSession";
import { createStationClient } from "../../../../renderer/station";
import { fakeChannel, type FakePort } from "../../fakePort";

/** A page that listens to one camera, a station that notes what is asked, and a clock that stands still until told. */
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
  const states: SoundState[] = [];
  const played: number[] = [];
  const end = listenTo("c1", {
    station,
    ticker: { subscribe: (task) => (ticks.add(task), () => ticks.delete(task)) },
    openChannel: () => {
      const channel = fakeChannel();
      media.push(channel.theirs);
      return channel;
    },
    play: (samples) => played.push(...samples),
    onState: (state) => states.push(state),
    monotonicMs: () => nowMs,
  });
  return {
    station,
    asked,
    media,
    states,
    played,
    ticks,
    end,
    tick: (passedMs: number) => {
      nowMs += passedMs;
      for (const task of ticks) task();
    },
    event: (event: string, payload: unknown) => {
      link.theirs.post({ event, payload });
    },
    refuse: async (index: number, kind: FailureKind) => {
      link.theirs.post({ id: asked[index]!.id, result: { ok: false, error: failure(kind) } });
      await vi.advanceTimersByTimeAsync(0);
    },
  };
};

const sound = (port: Port, samples: readonly number[]): void => {
  port.post({ kind: "sound", bytes: new Uint8Array(Int16Array.from(samples).buffer) });
};
const phase = (port: Port, name: string, why?: FailureKind): void => {
  port.post({ kind: "phase", phase: name, ...(why === undefined ? {} : { failure: failure(why) }) });
};

beforeEach(() => {
  vi.useFakeTimers();
});

describe("listening to a camera", () => {
  it("asks for the sub stream's sound and plays what comes, sample by sample", () => {
    const { asked, media, states, played } = stage();
    expect(asked).toMatchObject([{ request: "streams.listen", input: { cameraId: "c1", quality: "sub" } }]);
    phase(media[0]!, "live");
    expect(states).toEqual([]);
    sound(media[0]!, [1, -2, 32_767]);
    sound(media[0]!, [-32_768]);
    expect(played).toEqual([1, -2, 32_767, -32_768]);
    expect(states).toEqual([{ kind: "sounding" }]);
  });

  it("acknowledges what it played, and says good-bye at the end", () => {
    const { media, end } = stage();
    sound(media[0]!, Array<number>(700).fill(0));
    expect(media[0]!.taken()).toEqual([]);
    sound(media[0]!, Array<number>(200).fill(0));
    expect(media[0]!.taken()).toEqual([{ kind: "acknowledge", bytes: 1_800 }]);
    end();
    expect(media[0]!.taken()).toEqual([{ kind: "close" }]);
    expect(media[0]!.closed).toBe(true);
  });

  it("plays nothing and asks nothing any more once it was ended", () => {
    const { media, played, asked, ticks, event, end } = stage();
    end();
    sound(media[0]!, [1]);
    event("media.changed", { ready: true });
    vi.advanceTimersByTime(60_000);
    expect([played, asked.length, ticks.size]).toEqual([[], 1, 0]);
  });

  it("asks for the main stream where the sub stream has no sound; where neither has any, that is the end", () => {
    const { media, asked, states } = stage();
    phase(media[0]!, "ended", "noAudio");
    expect(asked[1]).toMatchObject({ input: { quality: "main" } });
    expect(states).toEqual([]);
    phase(media[1]!, "ended", "noAudio");
    vi.advanceTimersByTime(60_000);
    expect(asked).toHaveLength(2);
    expect(states).toMatchObject([{ kind: "unavailable", failure: { kind: "noAudio" } }]);
  });
});

describe("sound that breaks off", () => {
  it("is told while media tries again, and is back with the first samples", () => {
    const { media, states } = stage();
    sound(media[0]!, [1]);
    phase(media[0]!, "waitingToRetry", "unreachable");
    phase(media[0]!, "connecting");
    phase(media[0]!, "live");
    sound(media[0]!, [1]);
    expect(states).toMatchObject([
      { kind: "sounding" },
      { kind: "interrupted", failure: { kind: "unreachable" } },
      { kind: "sounding" },
    ]);
  });

  it("is not called sounding when nothing was heard for a while, whatever media says", () => {
    const { media, states, tick } = stage();
    sound(media[0]!, [1]);
    phase(media[0]!, "live");
    tick(1_000);
    expect(states.at(-1)).toEqual({ kind: "sounding" });
    tick(1_000);
    expect(states.at(-1)).toEqual({ kind: "interrupted", failure: null });
  });

  it("is asked for again when its port closes, later each time, and at once when media is back", () => {
    const { media, asked, event } = stage();
    media[0]!.close();
    vi.advanceTimersByTime(249);
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(asked).toHaveLength(2);
    media[1]!.close();
    vi.advanceTimersByTime(499);
    expect(asked).toHaveLength(2);
    event("media.changed", { ready: true });
    expect(asked).toHaveLength(3);
  });

  it("is asked for again when the port is silent for too long", () => {
    const { media, asked, tick } = stage();
    tick(31_000);
    expect(media[0]!.closed).toBe(true);
    vi.advanceTimersByTime(250);
    expect(asked).toHaveLength(2);
  });

  it("is asked for again when the station ended it: the camera's address may be another now", () => {
    const { media, asked } = stage();
    phase(media[0]!, "ended");
    vi.advanceTimersByTime(250);
    expect(asked).toHaveLength(2);
  });
});

describe("sound that cannot be had", () => {
  it.each<[string, FailureKind]>([
    ["ended", "sessionLimit"],
    ["ended", "unsupported"],
    ["refused", "credentialsRefused"],
  ])("is given up when media says %s for %s, and nothing is asked again", (name, why) => {
    const { media, asked, states } = stage();
    phase(media[0]!, name, why);
    vi.advanceTimersByTime(120_000);
    expect(states).toMatchObject([{ kind: "unavailable", failure: { kind: why } }]);
    expect(media[0]!.closed).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it("is given up when the station refuses, and asked for again when only media is away", async () => {
    const refused = stage();
    await refused.refuse(0, "notFound");
    expect(refused.states).toMatchObject([{ kind: "unavailable", failure: { kind: "notFound" } }]);
    const away = stage();
    await away.refuse(0, "processLost");
    await vi.advanceTimersByTimeAsync(250);
    expect(away.asked).toHaveLength(2);
  });
});
