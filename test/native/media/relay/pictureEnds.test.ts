import fc from "fast-check";
import { expect, test } from "vitest";
import { pictureEnds } from "../../../../native/media/relay/pictureEnds";

const clockRate = 90_000;
const step = 6_000;

interface Sent {
  readonly timestamp: number;
  readonly marked: boolean;
  readonly payload: readonly number[];
  /** With two contributing sources and a header extension. */
  readonly adorned?: boolean;
}

const packetOf = ({ timestamp, marked, payload, adorned = false }: Sent): Buffer => {
  const header = Buffer.alloc(12);
  header[0] = adorned ? 0x92 : 0x80;
  header[1] = 96 | (marked ? 0x80 : 0);
  header.writeUInt16BE(4711, 2);
  header.writeUInt32BE(timestamp >>> 0, 4);
  header.writeUInt32BE(0xcafe, 8);
  const between = adorned ? Buffer.from([...Array<number>(8).fill(1), 0xbe, 0xde, 0, 1, 9, 9, 9, 9]) : Buffer.alloc(0);
  return Buffer.concat([header, between, Buffer.from(payload)]);
};

/** The time stamp of what is put behind each packet; null for nothing. */
const dueAfter = (encoding: string, packets: readonly Sent[]): (number | null)[] => {
  const ends = pictureEnds(encoding, clockRate);
  return packets.map((packet) => ends.after(packetOf(packet))?.readUInt32BE(4) ?? null);
};

const slice = [0x41, 1, 2];
const picture = (timestamp: number, more: Partial<Sent> = {}): Sent => ({
  timestamp,
  marked: true,
  payload: slice,
  ...more,
});

test("behind a picture stands a delimiter of the moment at which the next one is due, from the second picture on", () => {
  const first = 0xffff_fff0;
  expect(dueAfter("H264", [picture(first), picture(first + step), picture(first + 2 * step)])).toEqual([
    null,
    (first + 2 * step) >>> 0,
    (first + 3 * step) >>> 0,
  ]);
});

test("the delimiter is a packet of the same stream, unmarked, without sources and extension", () => {
  const ends = pictureEnds("H264", clockRate);
  ends.after(packetOf(picture(0)));
  const delimiter = ends.after(packetOf(picture(step, { adorned: true })));
  expect(delimiter).toEqual(packetOf({ timestamp: 2 * step, marked: false, payload: [0x09, 0xf0] }));
});

const fragment = (flags: number): readonly number[] => [0x7c, flags | 1, 7, 7];
test.each<[string, string, readonly number[], boolean]>([
  ["a slice", "H264", slice, true],
  ["an IDR slice", "H264", [0x65, 1], true],
  ["the last fragment of a slice", "H264", fragment(0x40), true],
  ["a fragment that is not the last", "H264", fragment(0), false],
  ["parameter sets alone", "H264", [0x68, 1], false],
  ["parameter sets and a slice in one packet", "H264", [0x78, 0, 2, 0x67, 1, 0, 1, 0x65], true],
  ["parameter sets in one packet", "H264", [0x78, 0, 2, 0x67, 1, 0, 2, 0x68, 1], false],
  ["an aggregation that is cut", "H264", [0x78, 0, 9, 0x67], false],
  ["an H.265 slice", "H265", [0x02, 1, 5], true],
  ["H.265 parameter sets", "H265", [0x42, 1, 5], false],
  ["the last fragment of an H.265 slice", "H265", [0x62, 1, 0x53, 5], true],
  ["the last fragment of an H.265 parameter set", "H265", [0x62, 1, 0x61, 5], false],
  ["an H.265 aggregation with a slice at its end", "H265", [0x60, 1, 0, 3, 0x42, 1, 5, 0, 3, 0x02, 1, 5], true],
  ["an empty payload", "H265", [], false],
  ["a picture of JPEG", "JPEG", slice, false],
])("%s (%s): told or not", (_, encoding, payload, told) => {
  const due = dueAfter(encoding, [picture(0, { payload }), picture(step, { payload })]);
  expect(due).toEqual([null, told ? 2 * step : null]);
});

test.each<[string, readonly Sent[]]>([
  ["marks every slice", [picture(2 * step), picture(2 * step)]],
  ["sends pictures out of order", [picture(4 * step), picture(3 * step)]],
])("a camera that %s is left alone from then on", (_, strange) => {
  const before = [picture(0), picture(step)];
  const after = [picture(5 * step), picture(6 * step), picture(7 * step)];
  const due = dueAfter("H264", [...before, ...strange, ...after]);
  expect(due.slice(-4)).toEqual([null, null, null, null]);
});

test("a gap is no rhythm: the picture after it is due one usual step later", () => {
  const due = dueAfter("H264", [picture(0), picture(step), picture(46 * step), picture(47 * step)]);
  expect(due.slice(1)).toEqual([2 * step, 47 * step, 48 * step]);
});

test("whatever the steps, what is due never steps back and stays near the pictures", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 * clockRate }), { minLength: 3, maxLength: 60 }), (steps) => {
      let at = 0;
      const pictures = steps.map((one) => picture((at += one)));
      const due = dueAfter("H264", pictures).slice(1) as number[];
      const longest = Math.max(...steps);
      due.forEach((one, index) => {
        if (index > 0) expect(one).toBeGreaterThan(due[index - 1] as number);
        const { timestamp } = pictures[index + 1] as Sent;
        expect(one - timestamp).toBeLessThanOrEqual(longest + steps.length * 90);
      });
    }),
  );
});
