import fc from "fast-check";
import { expect, test } from "vitest";
import {
  acknowledgeSound,
  newSoundFlow,
  sendSound,
  soundUnderWayBytes,
} from "../../../../native/media/listening/soundFlow";

test("half a second is under way at most; what comes on top is dropped until the window takes some", () => {
  const full = sendSound(newSoundFlow, soundUnderWayBytes)!;
  expect(soundUnderWayBytes).toBe(16_000);
  expect(sendSound(full, 1)).toBeNull();
  const taken = acknowledgeSound(full, 100);
  expect(sendSound(taken, 101)).toBeNull();
  expect(sendSound(taken, 100)).toEqual({ sentBytes: 16_100, acknowledgedBytes: 100 });
});

test("what was never sent is not believed, nor is less than was said before", () => {
  const sent = acknowledgeSound(sendSound(newSoundFlow, 1_000)!, 600);
  expect(acknowledgeSound(sent, 1_001)).toBe(sent);
  expect(acknowledgeSound(sent, 599)).toBe(sent);
});

test("whatever is sent and acknowledged, no more than the bound is under way", () => {
  const step = fc.record({ send: fc.nat(20_000), acknowledge: fc.nat(100_000) });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let flow = newSoundFlow;
      for (const { send, acknowledge } of steps) {
        flow = acknowledgeSound(sendSound(flow, send) ?? flow, acknowledge);
        const underWay = flow.sentBytes - flow.acknowledgedBytes;
        expect(underWay).toBeGreaterThanOrEqual(0);
        expect(underWay).toBeLessThanOrEqual(soundUnderWayBytes);
      }
    }),
  );
});
