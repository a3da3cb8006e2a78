import { useEffect, useState, type RefObject } from "react";

/** Width and height of an element in px, followed as they change; 0 before it stands. */
export const useBox = (ref: RefObject<HTMLElement | null>): { readonly widthPx: number; readonly heightPx: number } => {
  const [box, setBox] = useState({ widthPx: 0, heightPx: 0 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setBox({ widthPx: Math.floor(width), heightPx: Math.floor(height) });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return box;
};
