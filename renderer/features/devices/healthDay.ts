import { useEffect, useState } from "react";

/** A time of today, UTC ms, renewed at midnight: what tells whether a time needs its date beside it. */
export const useHealthDay = (): number => {
  const [dayUtcMs, setDayUtcMs] = useState(() => Date.now());
  useEffect(() => {
    const midnight = new Date(dayUtcMs).setHours(24, 0, 0, 0);
    const timer = setTimeout(
      () => {
        setDayUtcMs(Date.now());
      },
      Math.max(1_000, midnight - Date.now()),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [dayUtcMs]);
  return dayUtcMs;
};
