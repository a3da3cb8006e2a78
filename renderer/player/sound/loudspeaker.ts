import { soundRateHz } from "../../../app/contract/sound";
import workletUrl from "./soundWorklet?worker&url";

/** The way from samples to the ear. */
export interface Loudspeaker {
  /** Samples of 16 bits at `soundRateHz`. The array is given away. */
  play(samples: Int16Array<ArrayBuffer>): void;
  /** 0 to 1. */
  setVolume(volume: number): void;
  close(): void;
}

/** A step of the volume takes so long, s: a jump would click. */
const volumeStepS = 0.03;

/**
 * To be opened in answer to a click or a key: Chromium lets no page sound unasked. `onDeaf` is told at most once, when
 * this machine has nothing that sounds.
 */
export const openLoudspeaker = (volume: number, onDeaf: (detail: string) => void): Loudspeaker => {
  const context = new AudioContext({ sampleRate: soundRateHz, latencyHint: "interactive" });
  const gain = context.createGain();
  gain.gain.value = volume;
  gain.connect(context.destination);
  let worklet: AudioWorkletNode | null = null;
  let closed = false;

  const prepare = async (): Promise<void> => {
    await context.audioWorklet.addModule(workletUrl);
    if (closed) return;
    worklet = new AudioWorkletNode(context, "sound-ring", { numberOfInputs: 0, outputChannelCount: [1] });
    worklet.connect(gain);
    await context.resume();
  };
  prepare().catch((error: unknown) => {
    if (!closed) onDeaf(error instanceof Error ? error.message : String(error));
  });

  return {
    play: (samples) => {
      worklet?.port.postMessage(samples, [samples.buffer]);
    },
    setVolume: (next) => {
      gain.gain.setTargetAtTime(next, context.currentTime, volumeStepS);
    },
    close: () => {
      if (closed) return;
      closed = true;
      worklet?.disconnect();
      void context.close();
    },
  };
};
