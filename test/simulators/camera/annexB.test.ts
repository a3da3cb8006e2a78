import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupAccessUnits, nalType, splitNals } from "./annexB";

/** Bytes as an encoder writes them: never 00 00 0x inside, never 00 at the end. */
const anyNal = fc
  .uint8Array({ minLength: 1, maxLength: 60 })
  .map((bytes) => Buffer.from([0x65, ...bytes.map((byte, index) => (index % 2 === 0 ? byte | 1 : byte)), 0x80]));
const anyStartCode = fc.constantFrom(Buffer.of(0, 0, 1), Buffer.of(0, 0, 0, 1));

const nal = (type: number, second = 0x80): Buffer => Buffer.of(0x60 | type, second, 0x11);

describe("annex B", () => {
  it("is cut at start codes of both lengths", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyStartCode, anyNal)), (parts) => {
        expect(splitNals(Buffer.concat(parts.flat()))).toEqual(parts.map(([, unit]) => unit));
      }),
    );
  });

  it("becomes pictures: parameter sets before an IDR belong to it, further slices to their picture", () => {
    const units = groupAccessUnits([
      nal(nalType.delimiter),
      nal(nalType.sps),
      nal(nalType.pps),
      nal(nalType.sei),
      nal(nalType.idr),
      nal(nalType.idr, 0x40), // first_mb_in_slice is not 0
      nal(nalType.slice),
    ]);
    expect(units.map((unit) => [unit.isKey, unit.nals.map((part) => (part[0] ?? 0) & 0x1f)])).toEqual([
      [true, [nalType.sps, nalType.pps, nalType.idr, nalType.idr]],
      [false, [nalType.slice]],
    ]);
  });
});
