import { describe, expect, it } from "vitest";
import { silentLog } from "../../app/base/log";
import { supervise, type Child } from "../../main/supervisor";
import { manualClock } from "../harness/manualClock";

class FakeChild implements Child {
  readonly pid = 4711;
  readonly sent: unknown[] = [];
  private readonly listeners = new Map<string, (value: never) => void>();
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  on(event: string, listener: (value: never) => void): this {
    this.listeners.set(event, listener);
    return this;
  }
  emit(event: "spawn" | "exit" | "message", value?: unknown): void {
    this.listeners.get(event)?.(value as never);
  }
  kill(): boolean {
    this.emit("exit", 0);
    return true;
  }
}

const setUp = () => {
  const clock = manualClock();
  const children: FakeChild[] = [];
  const told: string[] = [];
  const supervised = supervise({
    name: "station",
    fork: () => {
      const child = new FakeChild();
      children.push(child);
      return child;
    },
    clock,
    log: silentLog,
    onRunning: () => told.push("running"),
    onLost: () => told.push("lost"),
  });
  const last = (): FakeChild => {
    const child = children.at(-1);
    if (child === undefined) throw new Error("no child was started");
    return child;
  };
  return { clock, children, told, supervised, last };
};

describe("the supervisor", () => {
  it("starts a process that ended again, at once the first time", () => {
    const { clock, children, told, supervised, last } = setUp();
    last().emit("spawn");
    last().emit("exit", 137);
    clock.advance(0);
    last().emit("spawn");
    expect(children).toHaveLength(2);
    expect(told).toEqual(["running", "lost", "running"]);
    expect(supervised.restarts()).toBe(1);
  });

  it("waits longer when it keeps ending, and forgets once it has stood for a few seconds", () => {
    const { clock, children, last } = setUp();
    for (const delayMs of [0, 250, 1000, 2000, 5000, 5000]) {
      const before = children.length;
      last().emit("exit", 1);
      clock.advance(delayMs - 1);
      if (delayMs > 0) expect(children).toHaveLength(before);
      clock.advance(1);
      expect(children).toHaveLength(before + 1);
    }
    clock.advance(4_001);
    const before = children.length;
    last().emit("exit", 1);
    clock.advance(0);
    expect(children).toHaveLength(before + 1);
  });

  it("leaves a process alone that it ended itself", () => {
    const { clock, children, told, supervised, last } = setUp();
    last().emit("spawn");
    supervised.stop();
    clock.advance(60_000);
    expect(children).toHaveLength(1);
    expect(told).toEqual(["running"]);
  });

  it("does not listen to a process that has been replaced", () => {
    const { clock, children, told } = setUp();
    children[0]?.emit("exit", 1);
    clock.advance(0);
    children[0]?.emit("exit", 1);
    clock.advance(10_000);
    expect(children).toHaveLength(2);
    expect(told).toEqual(["lost"]);
  });
});
