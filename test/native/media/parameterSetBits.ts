/** Sequence parameter sets of H.264 baseline as a test wants them. */

const bitsOf = (value: number, count: number): string => value.toString(2).padStart(count, "0");

/** ue(v), H.264 §9.1. */
const count = (value: number): string => {
  const bits = (value + 1).toString(2);
  return "0".repeat(bits.length - 1) + bits;
};

/** Bytes with what keeps start codes apart (§7.4.1). */
const escaped = (bytes: readonly number[]): number[] => {
  const out: number[] = [];
  for (const byte of bytes) {
    if (byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3);
    out.push(byte);
  }
  return out;
};

/** @param cut pixels taken off at the right and the bottom, even numbers */
export const h264ParameterSet = (blocksWide: number, blocksHigh: number, cut: readonly [number, number]): Buffer => {
  const [right, bottom] = cut;
  const bits = [
    bitsOf(66, 8) + bitsOf(0, 8) + bitsOf(62, 8),
    // id, frame numbers, order of pictures without reordering, one reference, no gaps
    count(0) + count(0) + count(2) + count(1) + "0",
    count(blocksWide - 1) + count(blocksHigh - 1) + "1" + "1",
    `1${count(0)}${count(right / 2)}${count(0)}${count(bottom / 2)}`,
    "0",
    "1",
  ].join("");
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, index) =>
    parseInt(bits.slice(index * 8, index * 8 + 8).padEnd(8, "0"), 2),
  );
  return Buffer.from([0x67, ...escaped(bytes)]);
};
