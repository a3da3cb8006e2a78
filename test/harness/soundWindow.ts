import type { Port } from "../../app/contract/port";
import { soundRateHz, soundToWindow, type SoundToWindow } from "../../app/contract/sound";
import type { StreamPhase } from "../../app/contract/stream";
import { inboxOf, type Inbox } from "./inbox";

/** A window that listens, as media sees it; acknowledges each piece at once unless told not to. */
export interface TestListener extends Inbox<SoundToWindow> {
  acknowledging: boolean;
  catchUp(): void;
  close(): void;
  /** All that was heard so far. */
  samples(): Int16Array;
  /** Resolves when so much was heard in all. */
  heard(ms: number): Promise<void>;
}

/** Plays a window on its end of a sound's port. */
export const openListener = (port: Port): TestListener => {
  let bytes = 0;
  const catchUp = (): void => {
    port.post({ kind: "acknowledge", bytes });
  };
  const inbox = inboxOf(port, (raw) => {
    const message = soundToWindow.parse(raw);
    if (message.kind === "sound") {
      bytes += message.bytes.length;
      if (window.acknowledging) catchUp();
    }
    return message;
  });
  const pieces = (): Uint8Array[] => inbox.all.flatMap((message) => (message.kind === "sound" ? [message.bytes] : []));
  const window: TestListener = {
    ...inbox,
    acknowledging: true,
    catchUp,
    close: () => {
      port.post({ kind: "close" });
    },
    samples: () => {
      const all = Buffer.concat(pieces());
      return Int16Array.from({ length: all.length / 2 }, (_, index) => all.readInt16LE(index * 2));
    },
    heard: async (ms) => {
      await inbox.next(() => bytes >= (soundRateHz * 2 * ms) / 1_000);
    },
  };
  return window;
};

export const isSoundPhase =
  (phase: StreamPhase) =>
  (message: SoundToWindow): boolean =>
    message.kind === "phase" && message.phase === phase;

export const isSound = (message: SoundToWindow): boolean => message.kind === "sound";

/** The tone in some sound, by how often it crosses zero upwards, Hz. */
export const toneOf = (samples: Int16Array): number => {
  let crossings = 0;
  for (let at = 1; at < samples.length; at += 1) if (samples[at - 1]! < 0 && samples[at]! >= 0) crossings += 1;
  return (crossings * soundRateHz) / samples.length;
};

/** Root of the mean square, 0 to 32767. */
export const loudnessOf = (samples: Int16Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
