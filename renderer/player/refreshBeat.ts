/** When the screen is refreshed, told from the moments at which pictures are expected on it. */
export interface RefreshBeat {
  /** A picture is expected on the screen then, ms by the page's clock. */
  expected(displayMs: number): void;
  /** The moment around which all tiles' pictures shall be due; null as long as nothing was expected. */
  readonly beatMs: number | null;
}

/** Chromium refreshes a screen of 60 Hz, or every second time where only slow video moves. */
const intervalsMs = [2_000 / 60, 1_000 / 60] as const;
const kept = 16;
/** The moments fit an interval when they scatter by no more than this around it, ms. */
const mostScatterMs = 2;
/** The beat is moved only when the screen is off it by more, ms: all tiles have to follow. */
const mostOffMs = 4;

/** How far, on average, moments lie after multiples of the interval, from -half to half of it; null: it does not fit. */
const offsetIn = (momentsMs: readonly number[], intervalMs: number): number | null => {
  let across = 0;
  let along = 0;
  for (const moment of momentsMs) {
    const angle = (moment / intervalMs) * 2 * Math.PI;
    across += Math.sin(angle);
    along += Math.cos(angle);
  }
  const length = Math.hypot(across, along) / momentsMs.length;
  const scatterMs = (Math.sqrt(-2 * Math.log(Math.min(1, Math.max(length, 1e-9)))) * intervalMs) / (2 * Math.PI);
  return scatterMs > mostScatterMs ? null : (Math.atan2(across, along) / (2 * Math.PI)) * intervalMs;
};

/**
 * A picture due at the very moment of a refresh is furthest from where the screen would show it one refresh sooner or
 * later: there the beat lies. On a screen of another rate it lies anywhere, and tiles still keep step with each other.
 */
export const createRefreshBeat = (): RefreshBeat => {
  let moments: number[] = [];
  let beatMs: number | null = null;
  return {
    expected: (displayMs) => {
      beatMs ??= displayMs;
      moments.push(displayMs);
      if (moments.length < kept) return;
      const from = beatMs;
      const distances = moments.map((moment) => moment - from);
      moments = [];
      for (const intervalMs of intervalsMs) {
        const offset = offsetIn(distances, intervalMs);
        if (offset === null) continue;
        if (Math.abs(offset) > mostOffMs) beatMs += offset;
        return;
      }
    },
    get beatMs() {
      return beatMs;
    },
  };
};
