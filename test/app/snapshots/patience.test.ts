import { describe, expect, it } from "vitest";
import { createPatience, patienceMs } from "../../../app/snapshots/patience";
import { manualClock } from "../../harness/manualClock";

/** A share whose server is away until it is let go. */
const silent = () => {
  let release: () => void = () => undefined;
  const answer = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { answer, release };
};

describe("patience with a folder", () => {
  it("hands on what the work answers or throws, one after another", async () => {
    const patience = createPatience(manualClock());
    const order: number[] = [];
    const work = (number: number) => async () => {
      order.push(number);
      await Promise.resolve();
      order.push(number);
      return number;
    };
    expect(await Promise.all([patience.run("/a", work(1)), patience.run("/a", work(2))])).toEqual([1, 2]);
    expect(order).toEqual([1, 1, 2, 2]);
    const full = new Error("no space left");
    await expect(patience.run("/a", () => Promise.reject(full))).rejects.toBe(full);
    expect(await patience.run("/a", work(3))).toBe(3);
  });

  it("ends, as the file system would say it, and takes back what is done too late", async () => {
    const clock = manualClock();
    const patience = createPatience(clock);
    const { answer, release } = silent();
    const undone = silent();
    const first = patience.run(
      "/share",
      () => answer,
      async () => {
        undone.release();
        await undone.answer;
      },
    );
    clock.advance(patienceMs);
    await expect(first).rejects.toMatchObject({ code: "ETIMEDOUT", syscall: "write" });
    release();
    await undone.answer;
    expect(await patience.run("/share", () => Promise.resolve("back"))).toBe("back");
  });

  it("holds one piece of work at a silent folder, and none of another folder", async () => {
    const clock = manualClock();
    const patience = createPatience(clock);
    const { answer, release } = silent();
    const begun: string[] = [];
    const held = patience.run("/share", () => answer);
    const waiting = patience.run("/share", () => Promise.resolve(begun.push("share")));
    await patience.run("/home", () => Promise.resolve(begun.push("home")));
    clock.advance(patienceMs);
    await expect(held).rejects.toThrow("does not answer");
    await expect(waiting).rejects.toThrow("does not answer");
    release();
    await patience.run("/share", () => Promise.resolve(begun.push("again")));
    expect(begun).toEqual(["home", "again"]);
  });
});
