import { refusal, success, type Result } from "../../app/domain/result";
import type { MediaPart, MediaReader } from "./mediaPart";

/**
 * Incremental reader of an MPEG transport stream (ISO/IEC 13818-1 §2.4.3) with one video, as ffmpeg writes it to a pipe:
 * bytes in at any boundary, whole pictures out. A picture is known to be whole by the length of its PES packet, so that
 * it need not wait for the next one; very large ones, whose length is not written, do.
 */

const packetBytes = 188;
const syncByte = 0x47;

/** Whole packets one after the other. */
export const packetsOf = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.floor(bytes.length / packetBytes) }, (_, index) =>
    bytes.subarray(index * packetBytes, (index + 1) * packetBytes),
  );

const pidOf = (packet: Buffer): number => packet.readUInt16BE(1) & 0x1fff;
export const startsUnit = (packet: Buffer): boolean => (packet.readUInt8(1) & 0x40) !== 0;

/** Where the payload begins, behind the adaptation field (§2.4.3.4). */
export const payloadStart = (packet: Buffer): number => {
  const control = (packet.readUInt8(3) >> 4) & 3;
  if ((control & 1) === 0) return packetBytes;
  return control === 3 ? Math.min(packetBytes, 5 + packet.readUInt8(4)) : 4;
};

const isRandomAccess = (packet: Buffer): boolean =>
  ((packet.readUInt8(3) >> 4) & 2) !== 0 && packet.readUInt8(4) > 0 && (packet.readUInt8(5) & 0x40) !== 0;

/** A 13-bit number behind the header of a section (§2.4.4); null when the packet does not hold it. */
const pidInSection = (packet: Buffer, offset: number): number | null => {
  const start = payloadStart(packet);
  if (start >= packetBytes) return null;
  const at = start + 1 + packet.readUInt8(start) + offset;
  return at + 2 > packetBytes ? null : packet.readUInt16BE(at) & 0x1fff;
};

/** The elementary stream behind the program's descriptors (§2.4.4.8). */
const videoPidOf = (map: Buffer): number | null => {
  const descriptors = pidInSection(map, 10);
  return descriptors === null ? null : pidInSection(map, 12 + (descriptors & 0xfff) + 1);
};

interface Picture {
  readonly packets: Buffer[];
  readonly key: boolean;
  /** Bytes of its PES packet still to come; null: not written. */
  missing: number | null;
}

/** @param maxPictureBytes a larger one is refused as `answerTooLarge`, part `mpegts.picture` */
export const mpegtsReader = (maxPictureBytes: number): MediaReader => {
  let rest: Buffer = Buffer.alloc(0);
  let mapPid: number | null = null;
  let videoPid: number | null = null;
  let map: Buffer | null = null;
  let picture: Picture | null = null;
  let failed: Result<readonly MediaPart[]> | null = null;

  const finish = (parts: MediaPart[]): void => {
    if (picture === null) return;
    parts.push({ kind: "tag", content: picture.key ? "keyFrame" : "frame", bytes: joined(picture.packets) });
    picture = null;
  };

  const takeVideo = (packet: Buffer, parts: MediaPart[]): void => {
    const start = payloadStart(packet);
    if (startsUnit(packet)) {
      finish(parts);
      const length = start + 6 <= packetBytes ? packet.readUInt16BE(start + 4) : 0;
      picture = { packets: [], key: isRandomAccess(packet), missing: length === 0 ? null : 6 + length };
    }
    if (picture === null) return;
    picture.packets.push(packet);
    if (picture.missing === null) return;
    picture.missing -= packetBytes - start;
    if (picture.missing <= 0) finish(parts);
  };

  const take = (packet: Buffer, parts: MediaPart[]): void => {
    const pid = pidOf(packet);
    if (pid === 0) {
      if (mapPid !== null) return;
      mapPid = pidInSection(packet, 10);
      parts.push({ kind: "header", container: "mpegts", bytes: new Uint8Array(packet) });
    } else if (pid === mapPid) {
      // The fourth byte counts packets.
      if (map?.subarray(4).equals(packet.subarray(4)) === true) return;
      map = packet;
      videoPid = videoPidOf(packet);
      parts.push({ kind: "tag", content: "videoConfiguration", bytes: new Uint8Array(packet) });
    } else if (pid === videoPid) takeVideo(packet, parts);
  };

  return {
    read: (chunk) => {
      if (failed !== null) return failed;
      const data = Buffer.concat([rest, chunk]);
      const parts: MediaPart[] = [];
      let position = 0;
      for (; position + packetBytes <= data.length; position += packetBytes) {
        const packet = data.subarray(position, position + packetBytes);
        if (packet[0] !== syncByte)
          return (failed = refusal("malformedAnswer", "not an MPEG transport stream", "mpegts.packet"));
        take(packet, parts);
        if (picture !== null && picture.packets.length * packetBytes > maxPictureBytes)
          return (failed = refusal("answerTooLarge", `a picture of over ${maxPictureBytes} bytes`, "mpegts.picture"));
      }
      rest = data.subarray(position);
      return success(parts);
    },
  };
};

const joined = (packets: readonly Buffer[]): Uint8Array => new Uint8Array(Buffer.concat(packets));
