import { groupAccessUnits, nalType, splitNals, typeOfNal, type AccessUnit } from "./annexB";
import { groupHevcUnits, hevcNalType, typeOfHevcNal } from "./annexB265";
import { h264PayloadType, packetise } from "./rtpH264";
import { h265PayloadType, packetiseH265 } from "./rtpH265";
import { jpegPayloadType, packetiseJpeg, splitJpegs } from "./rtpJpeg";
import { rtpClockHz } from "./rtpPacket";

export type VideoCodec = "H264" | "H265" | "JPEG";

/** All that differs from codec to codec once a clip is drawn. */
export interface CodecParts {
  /** Of the file in the cache, which holds the bare stream. */
  readonly extension: string;
  readonly payloadType: number;
  /** Pictures of a file; a JPEG picture is one "NAL unit". */
  readonly split: (stream: Buffer) => readonly AccessUnit[];
  readonly packetise: (unit: AccessUnit) => readonly Buffer[];
  /** `a=rtpmap` and `a=fmtp` of the SDP. */
  readonly attributes: (units: readonly AccessUnit[]) => readonly string[];
}

const firstNal = (units: readonly AccessUnit[], typeOf: (nal: Buffer) => number, type: number): Buffer => {
  const found = units[0]?.nals.find((nal) => typeOf(nal) === type);
  if (found === undefined) throw new Error(`the clip does not begin with a NAL unit of type ${type}`);
  return found;
};

const h264: CodecParts = {
  extension: "h264",
  payloadType: h264PayloadType,
  split: (stream) => groupAccessUnits(splitNals(stream)),
  packetise: (unit) => packetise(unit),
  attributes: (units) => {
    const sps = firstNal(units, typeOfNal, nalType.sps);
    const pps = firstNal(units, typeOfNal, nalType.pps);
    return [
      `a=rtpmap:${h264PayloadType} H264/${rtpClockHz}`,
      `a=fmtp:${h264PayloadType} packetization-mode=1;profile-level-id=${sps.subarray(1, 4).toString("hex")};` +
        `sprop-parameter-sets=${sps.toString("base64")},${pps.toString("base64")}`,
    ];
  },
};

const h265: CodecParts = {
  extension: "h265",
  payloadType: h265PayloadType,
  split: (stream) => groupHevcUnits(splitNals(stream)),
  packetise: (unit) => packetiseH265(unit),
  attributes: (units) => {
    const sets = (["vps", "sps", "pps"] as const).map(
      (name) => `sprop-${name}=${firstNal(units, typeOfHevcNal, hevcNalType[name]).toString("base64")}`,
    );
    return [`a=rtpmap:${h265PayloadType} H265/${rtpClockHz}`, `a=fmtp:${h265PayloadType} ${sets.join(";")}`];
  },
};

const jpeg: CodecParts = {
  extension: "mjpeg",
  payloadType: jpegPayloadType,
  split: (stream) => splitJpegs(stream).map((picture) => ({ nals: [picture], isKey: true })),
  packetise: (unit) => unit.nals.flatMap((picture) => packetiseJpeg(picture)),
  attributes: () => [`a=rtpmap:${jpegPayloadType} JPEG/${rtpClockHz}`],
};

export const videoCodecs: Readonly<Record<VideoCodec, CodecParts>> = { H264: h264, H265: h265, JPEG: jpeg };
