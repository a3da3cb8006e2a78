import type { Page } from "@playwright/test";

/** What a hand does on purpose; a mouse that merely moves is not counted by Event Timing. */
const counted = ["keydown", "pointerdown", "pointerup", "contextmenu", "drop"] as const;

/** The browser tells only of events that took longer until the next frame; it rounds to 8 ms. */
const toldFromMs = 16;

/** Begins to count how long inputs take until the frame that shows what came of them. */
export const watchInputs = async (page: Page): Promise<void> => {
  await page.evaluate(`{
    const slow = [];
    const names = new Set(${JSON.stringify(counted)});
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (names.has(name)) slow.push(duration);
    }).observe({ type: "event", durationThreshold: ${String(toldFromMs)} });
    const count = () => [...names].reduce((sum, name) => sum + (performance.eventCounts.get(name) ?? 0), 0);
    const before = count();
    window.handInputs = () => ({ slow, count: count() - before });
  }`);
};

/** From input to frame, ms, of each input since {@link watchInputs}. What was quicker than the browser tells counts as 16. */
export const inputDelays = async (page: Page): Promise<readonly number[]> => {
  const { slow, count } = await page.evaluate<{ slow: number[]; count: number }>("window.handInputs()");
  return [...slow, ...Array.from({ length: Math.max(0, count - slow.length) }, () => toldFromMs)];
};
