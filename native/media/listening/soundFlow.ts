import { soundRateHz } from "../../../app/contract/sound";

/**
 * How much sound one window is sent. A message port has no back-pressure, so the window acknowledges what it took; what
 * it cannot take in time is dropped, since sound that comes late is of no use.
 *
 * Pure: each function answers the next state.
 */
export interface SoundFlow {
  readonly sentBytes: number;
  readonly acknowledgedBytes: number;
}

export const newSoundFlow: SoundFlow = { sentBytes: 0, acknowledgedBytes: 0 };

const bytesASample = 2;
/** Half a second under way: more is a window that hangs. */
export const soundUnderWayBytes = (soundRateHz * bytesASample) / 2;

/** With the next piece sent, or null when it is to be dropped. */
export const sendSound = (flow: SoundFlow, bytes: number): SoundFlow | null =>
  flow.sentBytes - flow.acknowledgedBytes + bytes > soundUnderWayBytes
    ? null
    : { ...flow, sentBytes: flow.sentBytes + bytes };

/** The window took so much in all. What was never sent is not believed. */
export const acknowledgeSound = (flow: SoundFlow, bytes: number): SoundFlow =>
  bytes > flow.sentBytes || bytes < flow.acknowledgedBytes ? flow : { ...flow, acknowledgedBytes: bytes };
