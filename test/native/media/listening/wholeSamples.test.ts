import fc from "fast-check";
import { expect, test } from "vitest";
import { wholeSamples } from "../../../../native/media/listening/wholeSamples";

test("however a pipe cuts them, all samples come, in order, whole, and in memory of their own", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 9_000 }), { maxLength: 12 }), (chunks) => {
      const cut = wholeSamples();
      const pieces = chunks.flatMap((chunk) => cut(chunk));
      const whole = Buffer.concat(chunks);
      expect(Buffer.concat(pieces).equals(whole.subarray(0, whole.length - (whole.length % 2)))).toBe(true);
      for (const piece of pieces) {
        expect(piece.length % 2).toBe(0);
        expect(piece.length).toBeLessThanOrEqual(3_200);
        expect(piece.buffer.byteLength).toBe(piece.length);
      }
    }),
  );
});
