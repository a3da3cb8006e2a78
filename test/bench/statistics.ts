/** What a row of measurements says. Every function answers NaN for a row that is too short to say it. */

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

/**
 * The value that `percent` of the row do not exceed (nearest rank): always one that was measured.
 * @param percent above 0, at most 100
 */
export const percentile = (values: readonly number[], percent: number): number =>
  sorted(values)[Math.ceil((percent / 100) * values.length) - 1] ?? Number.NaN;

export const median = (values: readonly number[]): number => percentile(values, 50);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** One measurement and when it was taken. */
export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

/** How far the straight line of least squares through the samples rises from the first moment to the last. */
export const drift = (samples: readonly Sample[]): number => {
  const times = samples.map(({ atMs }) => atMs);
  const [meanMs, meanValue] = [mean(times), mean(samples.map(({ value }) => value))];
  const covariance = samples.reduce((sum, { atMs, value }) => sum + (atMs - meanMs) * (value - meanValue), 0);
  const variance = times.reduce((sum, atMs) => sum + (atMs - meanMs) ** 2, 0);
  return (covariance / variance) * (Math.max(...times) - Math.min(...times));
};

/** By how many percent the median of the last third exceeds that of the first; what shrinks grows by less than 0. */
export const growthPercent = (values: readonly number[]): number => {
  const third = Math.floor(values.length / 3);
  const [first, last] = [median(values.slice(0, third)), median(values.slice(values.length - third))];
  return first === last ? 0 : ((last - first) / first) * 100;
};

/** The remainder between 0 and `divisor`, also of what is below zero. */
export const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;
