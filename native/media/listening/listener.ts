import type { Port } from "../../../app/contract/port";
import { soundFromWindow, type SoundToWindow } from "../../../app/contract/sound";
import type { StreamPhaseMessage } from "../../../app/contract/stream";
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
  let open = true;

  const post = (message: SoundToWindow): void => {
    if (open) port.post(message);
  };
  const leave = (): void => {
    if (!open) return;
    open = false;
    port.close();
    left();
  };

  port.onMessage((message) => {
    const read = soundFromWindow.safeParse(message);
    if (!read.success) return;
    if (read.data.kind === "close") leave();
    else flow = acknowledgeSound(flow, read.data.bytes);
  });
  port.onClose(leave);

  return {
    tell: post,
    take: (samples) => {
      const next = sendSound(flow, samples.length);
      if (next === null) return;
      flow = next;
      post({ kind: "sound", bytes: samples });
    },
    close: () => {
      if (!open) return;
      open = false;
      port.close();
    },
  };
};
