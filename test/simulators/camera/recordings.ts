/** What hinders a recorder's storage: nothing can be written any more, or there is none at all. */
export type StorageFault = "full" | "missing";

/** One recording of a recorder, made of one channel's main picture. Times are by the recorder's clock. */
export interface RecordingFacts {
  readonly token: string;
  readonly jobToken: string;
  /** As the channel is called. */
  readonly name: string;
  /** The media profile it is made from. */
  readonly profileToken: string;
  /** Whether the job is meant to run. */
  readonly isWanted: boolean;
  /** What the job reports as error; null: it does what it is meant to. */
  readonly error: string | null;
  /** Null: nothing is stored. */
  readonly stored: { readonly fromUtcMs: number; readonly untilUtcMs: number } | null;
}

export interface Recordings {
  facts(): readonly RecordingFacts[];
  /** @param channel from 1 on */
  stop(channel: number, stopped: boolean): void;
  failStorage(fault: StorageFault | null): void;
}

/** How far the storage reaches back when the recorder is switched on for the first time. */
const storedDays = 7;

const errors: Readonly<Record<StorageFault, string>> = { full: "Disk full", missing: "No disk" };

/** A recorder's recordings, one for each channel, all of them written until told otherwise. */
export const openRecordings = (
  channels: readonly { readonly name: string; readonly profileToken: string }[],
  nowUtcMs: () => number,
): Recordings => {
  const fromUtcMs = nowUtcMs() - storedDays * 86_400_000;
  const stoppedAtUtcMs = new Map<number, number>();
  let storageFault: StorageFault | null = null;
  let failedAtUtcMs = 0;
  return {
    facts: () =>
      channels.map((channel, index): RecordingFacts => {
        const stoppedAt = stoppedAtUtcMs.get(index + 1);
        const ends = [
          nowUtcMs(),
          ...(stoppedAt === undefined ? [] : [stoppedAt]),
          ...(storageFault === null ? [] : [failedAtUtcMs]),
        ];
        return {
          ...channel,
          token: `Recording_ch${index + 1}`,
          jobToken: `RecordingJob_ch${index + 1}`,
          isWanted: stoppedAt === undefined,
          error: storageFault !== null && stoppedAt === undefined ? errors[storageFault] : null,
          stored: storageFault === "missing" ? null : { fromUtcMs, untilUtcMs: Math.min(...ends) },
        };
      }),
    stop: (channel, stopped) => {
      if (stopped) stoppedAtUtcMs.set(channel, nowUtcMs());
      else stoppedAtUtcMs.delete(channel);
    },
    failStorage: (fault) => {
      storageFault = fault;
      failedAtUtcMs = nowUtcMs();
    },
  };
};
