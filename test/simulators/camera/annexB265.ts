import type { AccessUnit } from "./annexB";

/** NAL unit types of H.265 (table 7-1) that are used here. */
export const hevcNalType = { firstIrap: 16, lastIrap: 23, vps: 32, sps: 33, pps: 34 } as const;

export const typeOfHevcNal = (nal: Buffer): number => ((nal[0] ?? 0) >> 1) & 0x3f;

const isParameterSet = (type: number): boolean => type >= hevcNalType.vps && type <= hevcNalType.pps;

/**
 * Groups H.265 NAL units to pictures. A slice with `first_slice_segment_in_pic_flag` begins one; parameter sets before
 * it belong to it. SEI and delimiters are left out.
 */
export const groupHevcUnits = (nals: readonly Buffer[]): readonly AccessUnit[] => {
  const units: { nals: Buffer[]; isKey: boolean }[] = [];
  let before: Buffer[] = [];
  for (const nal of nals) {
    const type = typeOfHevcNal(nal);
    if (isParameterSet(type)) before.push(nal);
    if (type > hevcNalType.lastIrap) continue;
    const begins = ((nal[2] ?? 0) & 0x80) !== 0;
    const last = units.at(-1);
    if (begins || last === undefined) units.push({ nals: [...before, nal], isKey: type >= hevcNalType.firstIrap });
    else last.nals.push(nal);
    before = [];
  }
  return units;
};
