import { openLiveTrack, trackPicture, type LiveTrack } from "./liveTrack";
import { rtpPackets } from "./rtpPacket";

export type AudioCodec = "PCMA" | "PCMU" | "AAC";

/** A quiet tone, for ever. */
export interface LiveAudio extends LiveTrack {
  readonly payloadType: number;
  /** `a=rtpmap` and `a=fmtp` of the SDP. */
  readonly attributes: readonly string[];
}

const toneHz = 440;
/** About -26 dB of full scale. */
const toneAmplitude = 1_600;
const telephoneHz = 8_000;
const telephonePacketsASecond = 25;
const telephoneTypes = { PCMU: 0, PCMA: 8 } as const; // RFC 3551 table 4
const aacPayloadType = 97;
const aacHz = 16_000;
const aacSamplesPerFrame = 1_024;
const adtsHeaderBytes = 7;

/** Place of the highest bit that is set, counted from bit `lowest`; 0 below it. */
const segmentOf = (magnitude: number, lowest: number): number => Math.max(0, 31 - Math.clz32(magnitude) - lowest);

/** A sample of 16 bits by A-law (G.711 table 1a). */
export const aLaw = (sample: number): number => {
  const level = sample >> 3;
  const magnitude = level < 0 ? ~level : level;
  const segment = segmentOf(magnitude, 4);
  const mantissa = (magnitude >> Math.max(1, segment)) & 0x0f;
  return ((segment << 4) | mantissa) ^ (level < 0 ? 0x55 : 0xd5);
};

/** A sample of 16 bits by µ-law (G.711 table 2a). */
export const muLaw = (sample: number): number => {
  const magnitude = Math.min(Math.abs(sample), 32_635) + 132;
  const segment = segmentOf(magnitude, 7);
  const mantissa = (magnitude >> (segment + 3)) & 0x0f;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | mantissa) & 0xff;
};

/** One second of G.711: the tone ends where it begins. */
const telephoneLoop = (codec: "PCMA" | "PCMU"): readonly Buffer[] => {
  const encode = codec === "PCMA" ? aLaw : muLaw;
  const second = Buffer.from(
    Array.from({ length: telephoneHz }, (_, index) =>
      encode(Math.round(toneAmplitude * Math.sin((2 * Math.PI * toneHz * index) / telephoneHz))),
    ),
  );
  const step = telephoneHz / telephonePacketsASecond;
  return Array.from({ length: telephonePacketsASecond }, (_, index) =>
    second.subarray(index * step, (index + 1) * step),
  );
};

export const openTelephoneAudio = (codec: "PCMA" | "PCMU"): LiveAudio => {
  const payloadType = telephoneTypes[codec];
  const pictures = telephoneLoop(codec).map((sound) => trackPicture(rtpPackets([sound], payloadType, false), true));
  return {
    ...openLiveTrack({ pictures, frameRate: telephonePacketsASecond, startMs: 0, clockHz: telephoneHz }),
    payloadType,
    attributes: [`a=rtpmap:${payloadType} ${codec}/${telephoneHz}`],
  };
};

/** ffmpeg's arguments that write the tone as AAC in ADTS, one channel. */
export const aacArguments: readonly string[] = [
  ...["-f", "lavfi", "-i", `sine=frequency=${toneHz}:sample_rate=${aacHz}:duration=4.096`],
  ...["-af", "volume=0.4", "-ac", "1", "-c:a", "aac", "-b:a", "32k", "-f", "adts"],
];

/** The access units of an ADTS stream (ISO 13818-7 §6.2), headers taken off. */
export const splitAdts = (stream: Buffer): readonly Buffer[] => {
  const units: Buffer[] = [];
  for (let at = 0; at + adtsHeaderBytes < stream.length;) {
    const length = (stream.readUInt32BE(at + 3) >> 13) & 0x1fff;
    if (stream[at] !== 0xff || length <= adtsHeaderBytes) throw new Error("not an ADTS stream");
    units.push(stream.subarray(at + adtsHeaderBytes, at + length));
    at += length;
  }
  return units;
};

/** AAC by RFC 3640 §3.3.6 (AAC-hbr), one access unit a packet. */
export const openAacAudio = (adts: Buffer): LiveAudio => {
  const pictures = splitAdts(adts).map((unit) => {
    const header = Buffer.of(0, 16, unit.length >> 5, (unit.length & 0x1f) << 3);
    return trackPicture(rtpPackets([Buffer.concat([header, unit])], aacPayloadType), true);
  });
  return {
    ...openLiveTrack({ pictures, frameRate: aacHz / aacSamplesPerFrame, startMs: 0, clockHz: aacHz }),
    payloadType: aacPayloadType,
    attributes: [
      `a=rtpmap:${aacPayloadType} mpeg4-generic/${aacHz}/1`,
      // AudioSpecificConfig 1408: AAC-LC, 16 kHz, one channel.
      `a=fmtp:${aacPayloadType} streamtype=5;profile-level-id=1;mode=AAC-hbr;config=1408;sizelength=13;indexlength=3;indexdeltalength=3`,
    ],
  };
};
