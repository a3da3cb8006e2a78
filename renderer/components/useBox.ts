import { useEffect, useState, type RefObject } from "react";

/**
 * Width and height of an element, followed as they change, whole px; 0 before it stands.
 * @param scale of a px of the page in what is answered; `devicePixelRatio` for the screen's own
 */
export const useBox = (
  ref: RefObject<HTMLElement | null>,
  scale = 1,
): { readonly widthPx: number; readonly heightPx: number } => {
  const [box, setBox] = useState({ widthPx: 0, heightPx: 0 });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      setBox({ widthPx: Math.floor(width * scale), heightPx: Math.floor(height * scale) });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref, scale]);
  return box;
};
