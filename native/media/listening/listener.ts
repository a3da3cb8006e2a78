import type { Port } from "../../../app/contract/port";
import { soundFromWindow, type SoundFromWindow, type SoundToWindow } from "../../../app/contract/sound";
import type { StreamPhaseMessage } from "../../../app/contract/stream";
import { windowEnd } from "../windowEnd";
import { acknowledgeSound, newSoundFlow, sendSound } from "./soundFlow";

/** One window that listens, at the media end of its port. */
export interface Listener {
  tell(message: StreamPhaseMessage): void;
  /** Whole samples; dropped when the window is behind. */
  take(samples: Uint8Array): void;
  close(): void;
}

/** @param left called at most once, when the window closed the port or said so */
export const listener = (port: Port, left: () => void): Listener => {
  let flow = newSoundFlow;
  const { post, close } = windowEnd<SoundToWindow, SoundFromWindow>(
    port,
    soundFromWindow,
    ({ bytes }) => {
      flow = acknowledgeSound(flow, bytes);
    },
    left,
  );

  return {
    tell: post,
    take: (samples) => {
      const next = sendSound(flow, samples.length);
      if (next === null) return;
      flow = next;
      post({ kind: "sound", bytes: samples });
    },
    close,
  };
};
