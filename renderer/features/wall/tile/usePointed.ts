import { useCallback, useEffect, useRef, useState } from "react";

/** A hand on its way across the wall stays for less on a tile, ms. */
const staysFromMs = 100;

/** Whether a hand stays on the tile; one that only crosses it changes nothing. */
export const usePointed = (): {
  readonly pointed: boolean;
  readonly onPointerEnter: () => void;
  readonly onPointerLeave: () => void;
} => {
  const [pointed, setPointed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const onPointerEnter = useCallback(() => {
    timer.current = setTimeout(() => {
      setPointed(true);
    }, staysFromMs);
  }, []);
  const onPointerLeave = useCallback(() => {
    clearTimeout(timer.current);
    setPointed(false);
  }, []);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );

  return { pointed, onPointerEnter, onPointerLeave };
};
