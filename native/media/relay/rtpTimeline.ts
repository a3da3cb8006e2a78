/**
 * Keeps the RTP time stamps of one stream running forward (RFC 3550 §5.1), whatever the camera's clock does: players
 * take a step back or a leap for the end of the stream.
 *
 * Steps back of less than a second are pictures sent out of order (B frames) and stay; a leap or a longer step back
 * goes on where the stream stood, as much later as really went by.
 */
export interface RtpTimeline {
  /** What stands for a time stamp (32 bits) that arrived at `nowMs`. */
  place(timestamp: number, nowMs: number): number;
}

const reorderedMs = 1_000;
/** A stream may be late by so much and then catch up. */
const leapMs = 5_000;

/** A difference of time stamps around the end of 32 bits. */
export const signed = (difference: number): number => difference | 0;

/** @param clockRate ticks in a second */
export const rtpTimeline = (clockRate: number): RtpTimeline => {
  const ticks = (ms: number): number => Math.round((ms * clockRate) / 1_000);
  let offset = 0;
  /** The latest placed, and when it came. */
  let latest: number | null = null;
  let latestMs = 0;

  return {
    place: (timestamp, nowMs) => {
      let placed = (timestamp + offset) >>> 0;
      if (latest === null) {
        latest = placed;
        latestMs = nowMs;
        return placed;
      }
      const passedMs = Math.max(0, nowMs - latestMs);
      const step = signed(placed - latest);
      if (step < -ticks(reorderedMs) || step > ticks(passedMs + leapMs)) {
        const goesOn = (latest + Math.max(1, ticks(passedMs))) >>> 0;
        offset = (offset + goesOn - placed) >>> 0;
        placed = goesOn;
      }
      if (signed(placed - latest) > 0) {
        latest = placed;
        latestMs = nowMs;
      }
      return placed;
    },
  };
};
