/** One coded picture with the parameter sets in front of it, as NAL units without start codes. */
export interface AccessUnit {
  readonly nals: readonly Buffer[];
  /** Begins with an IDR picture: a decoder may start here. */
  readonly isKey: boolean;
}

/** NAL unit types of H.264 (table 7-1) that are used here. */
export const nalType = { slice: 1, idr: 5, sei: 6, sps: 7, pps: 8, delimiter: 9 } as const;

export const typeOfNal = (nal: Buffer): number => (nal[0] ?? 0) & 0x1f;

/** Cuts a byte stream (H.264 annex B) at its start codes. */
export const splitNals = (stream: Buffer): readonly Buffer[] => {
  const startCode = Buffer.from([0, 0, 1]);
  const nals: Buffer[] = [];
  let at = stream.indexOf(startCode);
  while (at !== -1) {
    const begin = at + startCode.length;
    at = stream.indexOf(startCode, begin);
    let end = at === -1 ? stream.length : at;
    while (end > begin && stream[end - 1] === 0) end -= 1;
    if (end > begin) nals.push(stream.subarray(begin, end));
  }
  return nals;
};

/**
 * Groups NAL units to pictures. A slice with `first_mb_in_slice` 0 begins one (its Exp-Golomb code is the single bit
 * 1); what stands before it and is no slice belongs to it. SEI and delimiters are left out.
 */
export const groupAccessUnits = (nals: readonly Buffer[]): readonly AccessUnit[] => {
  const units: { nals: Buffer[]; isKey: boolean }[] = [];
  let before: Buffer[] = [];
  for (const nal of nals) {
    const type = typeOfNal(nal);
    if (type === nalType.sei || type === nalType.delimiter) continue;
    if (type !== nalType.slice && type !== nalType.idr) {
      before.push(nal);
      continue;
    }
    const begins = ((nal[1] ?? 0) & 0x80) !== 0;
    const last = units.at(-1);
    if (begins || last === undefined) units.push({ nals: [...before, nal], isKey: type === nalType.idr });
    else last.nals.push(nal);
    before = [];
  }
  return units;
};
