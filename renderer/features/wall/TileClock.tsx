import { useEffect, useRef } from "react";
import { timeOf } from "../../locales/times";
import { sharedTicker } from "../../player/ticker";

/** The time of a live picture, written straight into its text: no render per second and tile. */
export const TileClock = () => {
  const element = useRef<HTMLTimeElement>(null);
  useEffect(() => {
    let shown = "";
    const show = (): void => {
      const text = timeOf(Date.now());
      if (text === shown || element.current === null) return;
      shown = text;
      element.current.textContent = text;
    };
    show();
    return sharedTicker.subscribe(show);
  }, []);
  return <time ref={element} className="tile-clock" />;
};
