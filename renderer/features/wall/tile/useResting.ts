import { useEffect, type RefObject } from "react";

/** So long without a hand over the wall its chrome steps back, ms. */
export const restAfterMs = 3_000;

const signs = ["pointermove", "pointerdown", "wheel", "keydown", "focusin"] as const;

/**
 * Sets `data-resting` on the wall while no hand is there; style sheets do the rest. No render and no timer per move:
 * a move notes the time, and one timer looks at it.
 */
export const useResting = (wall: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const element = wall.current;
    if (element === null) return;
    let lastSignMs = performance.now();
    let at = "";
    let timer: ReturnType<typeof setTimeout>;

    const look = (): void => {
      const leftMs = lastSignMs + restAfterMs - performance.now();
      if (leftMs > 0) timer = setTimeout(look, leftMs);
      else element.dataset["resting"] = "";
    };
    const onSign = (event: Event): void => {
      if (event instanceof PointerEvent && event.type === "pointermove") {
        // Chromium tells of a move, too, when something moves under a mouse that lies still.
        const here = `${String(event.screenX)} ${String(event.screenY)}`;
        if (here === at) return;
        at = here;
      }
      lastSignMs = performance.now();
      if (element.dataset["resting"] === undefined) return;
      delete element.dataset["resting"];
      timer = setTimeout(look, restAfterMs);
    };

    timer = setTimeout(look, restAfterMs);
    for (const sign of signs) element.addEventListener(sign, onSign, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) element.removeEventListener(sign, onSign);
      delete element.dataset["resting"];
    };
  }, [wall]);
};
