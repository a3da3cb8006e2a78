import { describe, expect, it } from "vitest";
import { watchArrivals, type ArrivalWatch } from "../../../renderer/player/arrivals";

/** So many pictures, the n-th of which came `lateMs(n)` after its time; time stamps are whole ms, as FLV has them. */
const feed = (
  watch: ArrivalWatch,
  count: number,
  periodMs: number,
  more: { readonly from?: number; readonly rate?: number; readonly lateMs?: (index: number) => number } = {},
): void => {
  const { from = 0, rate = Math.round(1_000 / periodMs), lateMs = () => 0 } = more;
  for (let index = from; index < from + count; index += 1)
    watch.came(Math.round(index * periodMs), index * periodMs + lateMs(index), rate);
};

describe("what arrivals tell", () => {
  it("is nothing before a few pictures came", () => {
    const watch = watchArrivals();
    expect(watch.seen).toBeNull();
    feed(watch, 7, 40);
    expect(watch.seen).toBeNull();
    feed(watch, 1, 40, { from: 7 });
    expect(watch.seen).toEqual({ lateMs: 0, endMs: 280, periodMs: null });
  });

  it("is a late picture of the last seconds, not a single hiccup, and forgotten in the end", () => {
    const watch = watchArrivals();
    feed(watch, 100, 40, { lateMs: (index) => (index === 50 || index === 51 ? 80 : 5) });
    expect(watch.seen?.lateMs).toBe(-5);
    feed(watch, 60, 40, { from: 100, lateMs: (index) => (index % 20 === 0 ? 60 : 5) });
    expect(watch.seen?.lateMs).toBe(-60);
    feed(watch, 440, 40, { from: 160, lateMs: () => 5 });
    expect(watch.seen?.lateMs).toBe(-5);
  });

  it.each([12, 15, 20, 25, 30])("knows the period of a camera of %i pictures a second exactly", (rate) => {
    const watch = watchArrivals();
    feed(watch, 130, 1_000 / rate, { lateMs: (index) => (index % 3) * 7 });
    expect(watch.seen?.periodMs).toBe(1_000 / rate);
  });

  it("knows it too where pictures come in pairs, and with media's count a little off", () => {
    const watch = watchArrivals();
    for (let index = 0; index < 130; index += 1)
      watch.came(Math.round(Math.floor(index / 2) * 2 * 40), index * 40, 24.6);
    expect(watch.seen?.periodMs).toBe(40);
  });

  it("says no period for a camera whose clock is slow, or that is irregular, or of no whole rate, or sends few", () => {
    const slow = watchArrivals();
    feed(slow, 200, 40.2, { rate: 25 });
    expect(slow.seen?.periodMs).toBeNull();
    const irregular = watchArrivals();
    for (let index = 0; index < 200; index += 1) irregular.came(index * 40 + (index % 2) * 15, index * 40, 25);
    expect(irregular.seen?.periodMs).toBeNull();
    const odd = watchArrivals();
    feed(odd, 200, 80, { rate: 12.5 });
    expect(odd.seen?.periodMs).toBeNull();
    const few = watchArrivals();
    feed(few, 200, 200);
    expect(few.seen?.periodMs).toBeNull();
  });

  it("takes the new period when the camera changes its rate", () => {
    const watch = watchArrivals();
    feed(watch, 130, 40);
    for (let index = 0; index < 140; index += 1) watch.came(5_200 + index * 50, 5_200 + index * 50, 20);
    expect(watch.seen?.periodMs).toBe(50);
  });

  it("begins anew when time stamps jump, or another file begins", () => {
    const watch = watchArrivals();
    feed(watch, 130, 40, { lateMs: () => 30 });
    watch.came(90_000, 5_200, 25);
    expect(watch.seen).toBeNull();
    feed(watch, 20, 40);
    expect(watch.seen).not.toBeNull();
    watch.forget();
    expect(watch.seen).toBeNull();
  });
});
