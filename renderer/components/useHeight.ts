import { useEffect, useState, type RefObject } from "react";

/** Height of an element in px, followed as it changes; 0 before it stands. For widgets that virtualise their rows. */
export const useHeight = (ref: RefObject<HTMLElement | null>): number => {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setHeight(Math.floor(entry.contentRect.height));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return height;
};
