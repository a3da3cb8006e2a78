/** What the arriving pictures of one file tell: how late the latest of them come, and how regularly they were taken. */
export interface Arrivals {
  /**
   * Of a late picture in the last seconds: end of what was buffered minus the time when the next picture came, ms. Added
   * to how far the playback is behind its own time stamps it says how early a late picture is there before it is due.
   */
  readonly lateMs: number;
  /** Where the picture that came last is due, ms on the file's own line of time. */
  readonly endMs: number;
  /** Between two pictures, ms, exactly as the camera's nominal rate says; null while they are irregular or unknown. */
  readonly periodMs: number | null;
}

export interface ArrivalWatch {
  /**
   * A picture came.
   * @param endMs end of what was buffered before it, on the file's line of time
   * @param frameRate as media counted it, pictures a second; 0 while it is not known
   */
  came(endMs: number, nowMs: number, frameRate: number): void;
  /** Null until enough pictures came. */
  readonly seen: Arrivals | null;
  /** Another file begins. */
  forget(): void;
}

/** Late arrivals are kept for one to two of these, ms. */
const bucketMs = 8_000;
/** In each, the latest two are left out: one hiccup of the machine makes nobody wait for seconds. */
const leftOut = 2;
/** Nothing is said before so many looks. */
const enoughLooks = 8;
/** Time stamps that jump by more than this, ms, say nothing of what was before. */
const jumpMs = 1_000;
/** A rhythm is judged over so many pictures. */
const judgedOver = 60;
/** A time stamp further from its place in the rhythm than this is irregular, ms: FLV rounds to whole ms. */
const offBeatMs = 3;
const mostOffBeat = 0.1;
/** A camera whose clock is off by more than this share would slide along the grid instead of locking to it. */
const mostOffRate = 0.001;
/** What media counts is that far off at most. */
const mostOffCount = 0.03;

/** Of a slower camera each picture would have to wait for longer than its drawing is worth. */
const slowestRate = 8;

/** The camera's nominal rate, where what was counted is near a whole number of pictures a second. */
const nominalRate = (counted: number): number | null => {
  const whole = Math.round(counted);
  return whole >= slowestRate && Math.abs(counted - whole) <= whole * mostOffCount ? whole : null;
};

export const watchArrivals = (): ArrivalWatch => {
  let looks = 0;
  let bucketFromMs = 0;
  let lateBefore = Number.POSITIVE_INFINITY;
  /** The latest of this bucket, the latest first. */
  let latest: number[] = [];
  let lastEndMs = 0;
  let lastEarlyMs = 0;
  let rate: number | null = null;
  let periodMs: number | null = null;
  let pictures = 0;
  let spannedMs = 0;
  let offBeat = 0;

  const judgeAnew = (): void => {
    pictures = 0;
    spannedMs = 0;
    offBeat = 0;
  };

  const forget = (): void => {
    looks = 0;
    lateBefore = Number.POSITIVE_INFINITY;
    latest = [];
    periodMs = null;
    judgeAnew();
  };

  const lateNow = (): number => latest[leftOut] ?? Number.POSITIVE_INFINITY;

  const keepLatest = (earlyMs: number): void => {
    if (latest.length > leftOut && earlyMs >= lateNow()) return;
    latest = [...latest, earlyMs].sort((left, right) => left - right).slice(0, leftOut + 1);
  };

  const judgeRhythm = (stepMs: number, counted: number): void => {
    const nominal = nominalRate(counted);
    if (nominal !== rate) {
      rate = nominal;
      periodMs = null;
      judgeAnew();
    }
    if (nominal === null || stepMs <= 0) return;
    const nominalMs = 1_000 / nominal;
    const steps = Math.max(1, Math.round(stepMs / nominalMs));
    pictures += steps;
    spannedMs += stepMs;
    if (Math.abs(stepMs - steps * nominalMs) > offBeatMs) offBeat += 1;
    if (pictures < judgedOver) return;
    const regular = offBeat <= pictures * mostOffBeat;
    const exact = Math.abs(spannedMs / pictures / nominalMs - 1) <= mostOffRate;
    periodMs = regular && exact ? nominalMs : null;
    judgeAnew();
  };

  return {
    came: (endMs, nowMs, frameRate) => {
      const earlyMs = endMs - nowMs;
      if (looks > 0 && Math.abs(earlyMs - lastEarlyMs) > jumpMs) forget();
      if (looks === 0) bucketFromMs = nowMs;
      else judgeRhythm(endMs - lastEndMs, frameRate);
      looks += 1;
      lastEndMs = endMs;
      lastEarlyMs = earlyMs;
      if (nowMs - bucketFromMs >= bucketMs) {
        bucketFromMs = nowMs;
        lateBefore = lateNow();
        latest = [];
      }
      keepLatest(earlyMs);
    },
    get seen() {
      if (looks < enoughLooks) return null;
      return { lateMs: Math.min(lateBefore, lateNow()), endMs: lastEndMs, periodMs };
    },
    forget,
  };
};
