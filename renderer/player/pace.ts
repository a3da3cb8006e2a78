/** Every measure of how fast a live picture is played. */
export const paceTable = {
  /** The furthest that the rate leaves 1: nobody sees it. */
  mostRate: 0.06,
  /** A smaller error is left alone, ms. */
  toleratedMs: 2,
  /** How early a picture is there before it is due, ms: time to decode it on a busy machine. */
  spareMs: 30,
  /** What is added each time that the picture ran dry or frames came too late, ms. */
  raiseMs: 15,
  /** All that goes wrong within so long counts once, ms. */
  raiseApartMs: 1_000,
  mostExtraMs: 150,
  /** After quiet for so long, ms, */
  quietMs: 5_000,
  /** it is taken back by so much a second, ms. */
  lowerPerSecondMs: 3,
  /** The spare time may fall so far short before another place is looked for, ms, */
  shortMs: 8,
  /** or exceed one picture's time by so much. */
  longMs: 25,
  /** Without a rhythm: the spare time may exceed what is wanted by so much, ms. */
  looseMs: 40,
} as const;

/** One tile's playback, as it stands. */
export interface PaceLook {
  /** How early a late one of the last pictures was there before it was due, ms; negative: it came too late. */
  readonly spareMs: number;
  /** When the newest picture is due, by the page's clock, ms. */
  readonly dueMs: number;
  /** Between two pictures, ms; null: not regular enough to keep step with others. */
  readonly periodMs: number | null;
  /** A moment at which pictures of all tiles shall be due, by the page's clock, ms; null: none is known. */
  readonly beatMs: number | null;
  /** What is left of the shift that is under way, ms; 0 at rest. */
  readonly leftMs: number;
}

/** What was learnt of one tile. */
export interface PaceState {
  /** Wanted beyond {@link paceTable}.spareMs, since it was not enough. */
  readonly extraMs: number;
  readonly raisedAtMs: number;
  readonly loweredAtMs: number;
}

export const paceStart = (nowMs: number): PaceState => ({ extraMs: 0, raisedAtMs: nowMs, loweredAtMs: nowMs });

/** The picture ran dry, or frames came too late: more must be held ready. */
export const ranDry = (state: PaceState, nowMs: number): PaceState =>
  state.extraMs > 0 && nowMs - state.raisedAtMs < paceTable.raiseApartMs
    ? state
    : {
        extraMs: Math.min(paceTable.mostExtraMs, state.extraMs + paceTable.raiseMs),
        raisedAtMs: nowMs,
        loweredAtMs: nowMs,
      };

/** Gives back, slowly, what was held ready beyond need. */
export const calmed = (state: PaceState, nowMs: number): PaceState => {
  const passedMs = nowMs - state.loweredAtMs;
  if (state.extraMs === 0 || passedMs < 1_000 || nowMs - state.raisedAtMs < paceTable.quietMs) return state;
  const extraMs = Math.max(0, state.extraMs - (passedMs / 1_000) * paceTable.lowerPerSecondMs);
  return { ...state, extraMs, loweredAtMs: nowMs };
};

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

/**
 * By how much the playback is to be put off, ms; negative: it is to catch up. So that no less than the wanted time is
 * spare and, with a rhythm and a beat, pictures are due on the beat: at its moment and whole periods around it. There a
 * tile stays, or goes on going, as long as the spare time allows, and else goes to the earliest place that does.
 */
export const shiftOf = (state: PaceState, { spareMs, dueMs, periodMs, beatMs, leftMs }: PaceLook): number => {
  const wantedMs = paceTable.spareMs + state.extraMs;
  if (periodMs === null || beatMs === null) {
    if (spareMs < wantedMs) return wantedMs - spareMs;
    return spareMs > wantedMs + paceTable.looseMs ? wantedMs + paceTable.looseMs / 2 - spareMs : 0;
  }
  const laterMs = modulo(beatMs - dueMs, periodMs);
  const nearestMs = laterMs - periodMs * Math.round((laterMs - leftMs) / periodMs);
  const spareThere = spareMs + nearestMs;
  if (spareThere >= wantedMs - paceTable.shortMs && spareThere <= wantedMs + periodMs + paceTable.longMs)
    return nearestMs;
  return laterMs + periodMs * Math.ceil((wantedMs - spareMs - laterMs) / periodMs);
};

/** The rate at which `shiftMs` are made up until the next look, or as much of it as nobody sees. */
export const rateOf = (shiftMs: number, untilNextMs: number): number => {
  if (Math.abs(shiftMs) <= paceTable.toleratedMs) return 1;
  return 1 - Math.min(paceTable.mostRate, Math.max(-paceTable.mostRate, shiftMs / untilNextMs));
};
