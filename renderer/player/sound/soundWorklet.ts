import { soundRing } from "./soundRing";

/** Runs in the browser's audio thread: plays what the page posts to it (`Int16Array`), evenly. */

interface WorkletProcessor {
  readonly port: MessagePort;
}

declare const AudioWorkletProcessor: new () => WorkletProcessor;
declare const registerProcessor: (name: string, processor: new () => WorkletProcessor) => void;
declare const sampleRate: number;

class RingProcessor extends AudioWorkletProcessor {
  readonly #ring = soundRing(sampleRate);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<Int16Array>) => {
      this.#ring.put(data);
    };
  }

  /** Called by the browser for each 128 samples; true: there may be more to come. */
  process(_inputs: unknown, [output]: readonly Float32Array[][]): boolean {
    const [channel] = output ?? [];
    if (channel !== undefined) this.#ring.take(channel);
    return true;
  }
}

registerProcessor("sound-ring", RingProcessor);
