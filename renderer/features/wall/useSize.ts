import { useEffect, useState, type RefObject } from "react";
import type { WallSize } from "./wantedQuality";

/** Size of an element in device pixels, followed as it changes. */
export const useSize = (ref: RefObject<HTMLElement | null>): WallSize => {
  const [size, setSize] = useState<WallSize>({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setSize({ width: Math.floor(width * devicePixelRatio), height: Math.floor(height * devicePixelRatio) });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return size;
};
