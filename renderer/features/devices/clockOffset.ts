/** Seconds with one decimal and a sign: `+0.4`, `−3600.0`; `0.0` without one. */
export const clockOffsetText = (offsetMs: number): string => {
  const tenths = Math.round(offsetMs / 100);
  const size = (Math.abs(tenths) / 10).toFixed(1);
  if (tenths === 0) return size;
  return tenths > 0 ? `+${size}` : `−${size}`;
};
