import { describe, expect, it, vi } from "vitest";
import type { StationState } from "../../app/contract/shell";
import { emptyLayout } from "../../app/domain/layout";
import { createStationClient } from "../../renderer/station";
import { fakeChannel } from "./fakePort";

const ready: StationState = { state: "ready", wallName: "wall-1", restarts: 0 };
const layout = emptyLayout(1);
const kept = { layout, view: null };

const connected = (timeoutMs?: number) => {
  const client = createStationClient(timeoutMs);
  const { ours, theirs } = fakeChannel();
  client.enter(ready, ours);
  return { client, theirs };
};

describe("the station as the page sees it", () => {
  it("gives each question its own answer, whatever their order", async () => {
    const { client, theirs } = connected();
    const first = client.request("wall.read", { wallName: "wall-1" });
    const second = client.request("wall.read", { wallName: "wall-2" });
    const [one, two] = theirs.taken() as { id: number; request: string; input: unknown }[];
    expect(one).toMatchObject({ request: "wall.read", input: { wallName: "wall-1" } });
    theirs.post({ id: two!.id, result: { ok: true, value: null } });
    theirs.post({ id: one!.id, result: { ok: true, value: kept } });
    expect(await first).toEqual({ ok: true, value: kept });
    expect(await second).toEqual({ ok: true, value: null });
  });

  it("hands on the station's refusal as it is", async () => {
    const { client, theirs } = connected();
    const answer = client.request("devices.remove", { deviceId: "d1" });
    const error = { kind: "notFound", part: "input.deviceId" } as const;
    theirs.post({ id: (theirs.taken()[0] as { id: number }).id, result: { ok: false, error } });
    expect(await answer).toEqual({ ok: false, error });
  });

  it("sends the port of a stream along", () => {
    const { client, theirs } = connected();
    const stream = fakeChannel();
    const carried = vi.fn();
    theirs.onMessage((_, ports) => {
      carried(ports);
    });
    void client.request("streams.open", { cameraId: "c1", quality: "sub", playsH265: false }, stream.theirs);
    expect(carried).toHaveBeenCalledWith([stream.theirs]);
  });

  it("names the part of an answer that is not what the contract says", async () => {
    const { client, theirs } = connected();
    const answer = client.request("wall.read", { wallName: "wall-1" });
    const id = (theirs.taken()[0] as { id: number }).id;
    theirs.post({ id, result: { ok: true, value: { ...kept, layout: { ...layout, tiles: [] } } } });
    expect(await answer).toEqual({ ok: false, error: { kind: "malformedAnswer", part: "wall.read.layout.tiles" } });
  });

  describe("with a list of thousands", () => {
    const grids = Array.from({ length: 1_000 }, (_, index) => ({ id: `g${String(index)}`, name: "班组", grid: null }));

    /** Turns that a test takes one by one. */
    const connectedByHand = () => {
      const tasks = new Set<() => void>();
      const client = createStationClient(30_000, {
        take: (task) => {
          tasks.add(task);
          return () => tasks.delete(task);
        },
      });
      const { ours, theirs } = fakeChannel();
      client.enter(ready, ours);
      const turn = (): boolean => {
        const [task] = tasks;
        if (task === undefined) return false;
        tasks.delete(task);
        task();
        return true;
      };
      return { client, theirs, turn };
    };

    const asked = () => {
      const both = connectedByHand();
      const answer = both.client.request("grids.list", {});
      const heard: string[] = [];
      both.client.onEvent("devices.changed", () => heard.push("event"));
      void answer.then(() => heard.push("answer"));
      const id = (both.theirs.taken()[0] as { id: number }).id;
      const post = (value: unknown): void => both.theirs.post({ id, result: { ok: true, value } });
      return { ...both, answer, heard, post };
    };

    it("reads it in many turns, and nothing that comes later overtakes it", async () => {
      const { theirs, turn, answer, heard, post } = asked();
      post(grids);
      theirs.post({ event: "devices.changed", payload: {} });
      let turns = 0;
      while (turn()) {
        turns += 1;
        if (turns < 3) expect(heard).toEqual([]);
      }
      expect(turns).toBeGreaterThan(10);
      expect(await answer).toEqual({ ok: true, value: grids });
      expect(heard).toContain("event");
    });

    it("names the item that is not what the contract says, and goes on with what came later", async () => {
      const { theirs, turn, answer, heard, post } = asked();
      post(grids.map((grid, index) => (index === 700 ? { ...grid, name: 7 } : grid)));
      theirs.post({ event: "devices.changed", payload: {} });
      while (turn());
      expect(await answer).toEqual({ ok: false, error: { kind: "malformedAnswer", part: "grids.list.700.name" } });
      expect(heard).toContain("event");
    });

    it("forgets it with the station, and what came later too", async () => {
      const { client, theirs, turn, answer, heard, post } = asked();
      post(grids);
      theirs.post({ event: "devices.changed", payload: {} });
      turn();
      client.enter({ state: "lost", restarts: 1 });
      expect(await answer).toEqual({ ok: false, error: { kind: "processLost" } });
      expect(turn()).toBe(false);
      expect(heard).toEqual(["answer"]);
      const next = fakeChannel();
      client.enter({ ...ready, restarts: 1 }, next.ours);
      next.theirs.post({ event: "devices.changed", payload: {} });
      expect(heard).toEqual(["answer", "event"]);
    });
  });

  it("gives up a question that is never answered", async () => {
    vi.useFakeTimers();
    try {
      const { client } = connected(1_000);
      const answer = client.request("devices.list", {});
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await answer).toEqual({ ok: false, error: { kind: "timedOut" } });
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    [
      "the shell says it is lost",
      (client: ReturnType<typeof connected>) => {
        client.client.enter({ state: "lost", restarts: 1 });
      },
    ],
    [
      "the port closes",
      (client: ReturnType<typeof connected>) => {
        client.theirs.close();
      },
    ],
    [
      "another port is handed over",
      (client: ReturnType<typeof connected>) => {
        client.client.enter(ready, fakeChannel().ours);
      },
    ],
  ])("answers everything pending with processLost when %s", async (_, lose) => {
    const both = connected();
    const answers = [both.client.request("devices.list", {}), both.client.request("station.describe", {})];
    lose(both);
    for (const answer of answers) expect(await answer).toEqual({ ok: false, error: { kind: "processLost" } });
  });

  it("works again over the next port, and hears no more of the old one", async () => {
    const { client, theirs: old } = connected();
    const heard = vi.fn();
    client.onEvent("devices.changed", heard);
    client.enter({ state: "lost", restarts: 1 });
    expect(await client.request("devices.list", {})).toEqual({ ok: false, error: { kind: "processLost" } });
    const next = fakeChannel();
    client.enter({ ...ready, restarts: 1 }, next.ours);
    old.post({ event: "devices.changed", payload: {} });
    expect(heard).not.toHaveBeenCalled();
    next.theirs.post({ event: "devices.changed", payload: {} });
    expect(heard).toHaveBeenCalledTimes(1);
    const answer = client.request("devices.list", {});
    next.theirs.post({ id: (next.theirs.taken()[0] as { id: number }).id, result: { ok: true, value: [] } });
    expect(await answer).toEqual({ ok: true, value: [] });
  });

  it("ignores what is no message, no known event or no valid payload", () => {
    const { client, theirs } = connected();
    const heard = vi.fn();
    client.onEvent("media.changed", heard);
    for (const message of [null, 7, "x", { id: "1" }, { event: "toString", payload: {} }, { event: "media.changed" }]) {
      theirs.post(message);
    }
    expect(heard).not.toHaveBeenCalled();
    theirs.post({ event: "media.changed", payload: { ready: true } });
    expect(heard).toHaveBeenCalledWith({ ready: true });
  });

  it("tells the window that the station is lost when only the port says so", () => {
    const { client, theirs } = connected();
    const states: string[] = [];
    client.onState(({ state }) => states.push(state));
    theirs.close();
    expect(states).toEqual(["lost"]);
  });
});
