/**
 * What lies between the network, which brings sound in bursts, and the loudspeaker, which takes it evenly. It waits until
 * `targetMs` are there, then plays; what runs ahead further than `mostMs` is cut back to the target, oldest first; when
 * it runs dry there is silence until the target is there again.
 */
export interface SoundRing {
  /** Samples of 16 bits, as they come. */
  put(samples: Int16Array): void;
  /** Fills `output` (−1 to 1) with what comes next, else with silence. */
  take(output: Float32Array): void;
  /** Waiting to be played. */
  readonly waitingMs: number;
}

export const soundRingMs = { target: 120, most: 320 } as const;

const fullScale = 32_768;

export const soundRing = (rateHz: number): SoundRing => {
  const samplesIn = (ms: number): number => Math.round((ms * rateHz) / 1_000);
  const target = samplesIn(soundRingMs.target);
  const most = samplesIn(soundRingMs.most);
  const ring = new Int16Array(most);
  let start = 0;
  let filled = 0;
  let playing = false;

  const drop = (count: number): void => {
    start = (start + count) % most;
    filled -= count;
  };

  return {
    put: (samples) => {
      // Of more than the ring holds only the newest counts.
      const newest = samples.length > target ? samples.subarray(samples.length - target) : samples;
      if (filled + newest.length > most) drop(Math.min(filled, filled + newest.length - target));
      for (const sample of newest) {
        ring[(start + filled) % most] = sample;
        filled += 1;
      }
      playing ||= filled >= target;
    },
    take: (output) => {
      const count = playing ? Math.min(filled, output.length) : 0;
      for (let at = 0; at < count; at += 1) output[at] = (ring[(start + at) % most] ?? 0) / fullScale;
      output.fill(0, count);
      drop(count);
      if (count < output.length) playing = false;
    },
    get waitingMs() {
      return (filled * 1_000) / rateHz;
    },
  };
};
