import { randomInt } from "node:crypto";
import { nalType, typeOfNal } from "./annexB";
import type { Clip } from "./clips";
import type { ClipRecipe } from "./clipRecipe";
import { interleave, stamped, type InterleavedPacket } from "./interleavedFrames";
import { packetise, rtpClockHz, rtpHeaderBytes } from "./rtpH264";

/** One who watches a stream over interleaved TCP. */
export interface Viewer {
  readonly channel: number;
  /** The packets of one picture, framed for {@link channel}. */
  receive(bytes: Buffer, picture: SentPicture): void;
}

export interface SentPicture {
  readonly isKey: boolean;
  readonly packetCount: number;
  /** RTP payload octets, as sender reports count them. */
  readonly octetCount: number;
}

export interface Viewing {
  /** Sequence number and timestamp of the first packet that will come: the next key frame's. */
  readonly firstSequence: number;
  readonly firstTimestamp: number;
  readonly ssrc: number;
  stop(): void;
}

/** A clip played for ever, as if it were a camera's live picture. */
export interface LiveStream {
  readonly recipe: ClipRecipe;
  readonly sequenceParameterSet: Buffer;
  readonly pictureParameterSet: Buffer;
  /** `receive` is called from the next key frame on. */
  watch(viewer: Viewer): Viewing;
  /** The RTP timestamp that belongs to a moment, for sender reports. */
  timestampAt(utcMs: number): number;
}

interface Picture extends SentPicture {
  readonly template: InterleavedPacket;
  /** Packets of the loop before this picture. */
  readonly firstPacket: number;
}

/** Beyond this a process that was held up leaves pictures out instead of sending them late. */
const longestBacklogMs = 2_000;

/** Milliseconds since 1970, never stepping back. */
export const liveClockMs = (): number => performance.timeOrigin + performance.now();

const picturesOf = (clip: Clip): readonly Picture[] => {
  let firstPacket = 0;
  return clip.units.map((unit) => {
    const packets = packetise(unit);
    const picture: Picture = {
      isKey: unit.isKey,
      packetCount: packets.length,
      octetCount: packets.reduce((sum, packet) => sum + packet.length - rtpHeaderBytes, 0),
      template: interleave(packets),
      firstPacket,
    };
    firstPacket += packets.length;
    return picture;
  });
};

const parameterSet = (clip: Clip, type: number): Buffer => {
  const found = clip.units.flatMap((unit) => unit.nals).find((nal) => typeOfNal(nal) === type);
  if (found === undefined) throw new Error(`the clip holds no NAL unit of type ${type}`);
  return found;
};

/**
 * Plays a clip by the time of day: picture n of all time is due at n/frameRate, so that all viewers, and all streams
 * of a camera, show the same moment, and a picture's clip time is the time of day modulo the loop. One timer serves
 * all viewers, and none runs while nobody watches. Nothing but n decides sequence number and timestamp.
 */
export const openLiveStream = (clip: Clip): LiveStream => {
  const { recipe } = clip;
  const pictures = picturesOf(clip);
  const packetsInLoop = pictures.reduce((sum, picture) => sum + picture.packetCount, 0);
  const ssrc = randomInt(1, 0x1_0000_0000);
  const sequenceOffset = randomInt(0x1_0000);
  const timestampOffset = randomInt(0x1_0000_0000);
  const ticksPerPicture = rtpClockHz / recipe.frameRate;
  const viewers = new Map<Viewer, { waiting: boolean }>();
  let timer: NodeJS.Timeout | null = null;
  let next = 0;

  const newest = (): number => Math.floor(((liveClockMs() - recipe.startMs) * recipe.frameRate) / 1000);
  const dueMs = (number: number): number => (number * 1000) / recipe.frameRate + recipe.startMs;
  const pictureAt = (number: number): Picture => {
    const picture = pictures[number % pictures.length];
    if (picture === undefined) throw new Error("the clip is empty");
    return picture;
  };
  const stampOf = (number: number): { sequence: number; timestamp: number; ssrc: number } => ({
    sequence:
      (sequenceOffset + Math.floor(number / pictures.length) * packetsInLoop + pictureAt(number).firstPacket) %
      0x1_0000,
    timestamp: (timestampOffset + number * ticksPerPicture) % 0x1_0000_0000,
    ssrc,
  });

  const send = (number: number): void => {
    const picture = pictureAt(number);
    const stamp = stampOf(number);
    const copies = new Map<number, Buffer>();
    for (const [viewer, state] of viewers) {
      if (state.waiting && !picture.isKey) continue;
      state.waiting = false;
      const bytes = copies.get(viewer.channel) ?? stamped(picture.template, viewer.channel, stamp);
      copies.set(viewer.channel, bytes);
      viewer.receive(bytes, picture);
    }
  };
  const tick = (): void => {
    const last = newest();
    if (last - next > (longestBacklogMs * recipe.frameRate) / 1000) next = last;
    for (; next <= last; next += 1) send(next);
    timer = viewers.size === 0 ? null : setTimeout(tick, Math.max(1, dueMs(next) - liveClockMs()));
  };

  return {
    recipe,
    sequenceParameterSet: parameterSet(clip, nalType.sps),
    pictureParameterSet: parameterSet(clip, nalType.pps),
    timestampAt: (utcMs) =>
      Math.round(timestampOffset + ((utcMs - recipe.startMs) * rtpClockHz) / 1000) % 0x1_0000_0000,
    watch: (viewer) => {
      if (timer === null) {
        next = newest() + 1;
        timer = setTimeout(tick, Math.max(1, dueMs(next) - liveClockMs()));
      }
      viewers.set(viewer, { waiting: true });
      let key = next;
      while (!pictureAt(key).isKey) key += 1;
      const stamp = stampOf(key);
      return {
        firstSequence: stamp.sequence,
        firstTimestamp: stamp.timestamp,
        ssrc,
        stop: () => {
          viewers.delete(viewer);
          if (viewers.size > 0 || timer === null) return;
          clearTimeout(timer);
          timer = null;
        },
      };
    },
  };
};
