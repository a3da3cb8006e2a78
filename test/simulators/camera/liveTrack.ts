import { randomInt } from "node:crypto";
import { interleave, stamped, type InterleavedPacket } from "./interleavedFrames";
import { rtpHeaderBytes, type RtpStamp } from "./rtpPacket";

/** One who receives a track. */
export interface Viewer {
  /** Written into the framing of every packet (RFC 2326 §10.12). */
  readonly channel: number;
  /** The packets of one picture, framed for {@link channel}. The bytes are shared: not to be changed. */
  receive(bytes: Buffer, picture: SentPicture): void;
}

/** A picture, or a piece of sound, as it is sent. */
export interface SentPicture {
  readonly isKey: boolean;
  readonly packetCount: number;
  /** RTP payload octets, as sender reports count them. */
  readonly octetCount: number;
  /** Where each packet's framing begins. */
  readonly offsets: readonly number[];
}

/**
 * Where a new viewer's first picture comes from: the next key frame, or at once the newest one with everything since,
 * in one go.
 */
export type StartWith = "nextKeyFrame" | "lastKeyFrame";

export interface Viewing {
  /** Sequence number and timestamp of the first packet that will come. */
  readonly firstSequence: number;
  readonly firstTimestamp: number;
  readonly ssrc: number;
  stop(): void;
}

/** A loop of pictures or sound played for ever by the time of day. */
export interface LiveTrack {
  readonly clockHz: number;
  /** `receive` is called after this has returned, and first with a key frame. */
  watch(viewer: Viewer, startWith: StartWith): Viewing;
  /** The RTP timestamp that belongs to a moment, for sender reports. */
  timestampAt(utcMs: number): number;
  /** Timestamps from the next picture on lie so much further; negative: they step back. */
  jumpTimestamps(byMs: number): void;
  /**
   * Who waits for a key frame is sent the newest group so far in one go. A camera would encode a key frame out of turn;
   * this one has drawn its loop before.
   */
  synchronize(): void;
  /** Plays another loop: from its next key frame by the time of day, or at once from its beginning. */
  change(pictures: readonly TrackPicture[], begin: "atKeyFrame" | "atOnce"): void;
}

export interface TrackPicture extends SentPicture {
  readonly template: InterleavedPacket;
}

export interface TrackOptions {
  readonly pictures: readonly TrackPicture[];
  readonly frameRate: number;
  /** Time of day, modulo the loop, of its first picture. */
  readonly startMs: number;
  readonly clockHz: number;
}

/** A loop, and the number of one picture that is its first. */
interface Programme {
  readonly pictures: readonly TrackPicture[];
  readonly firstNumber: number;
}

/** Beyond this a process that was held up leaves pictures out instead of sending them late. */
const longestBacklogMs = 2_000;

/** Milliseconds since 1970, never stepping back. */
export const liveClockMs = (): number => performance.timeOrigin + performance.now();

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

export const trackPicture = (packets: readonly Buffer[], isKey: boolean): TrackPicture => {
  const template = interleave(packets);
  const octetCount = packets.reduce((sum, packet) => sum + packet.length - rtpHeaderBytes, 0);
  return { isKey, packetCount: packets.length, octetCount, offsets: template.offsets, template };
};

const pictureOf = ({ pictures, firstNumber }: Programme, number: number): TrackPicture => {
  const picture = pictures[modulo(number - firstNumber, pictures.length)];
  if (picture === undefined) throw new Error("the loop is empty");
  return picture;
};

/**
 * Picture n of all time is due at n/frameRate, so that all viewers, and all tracks of a camera, show the same moment.
 * One timer serves all viewers, and none runs while nobody watches. Sequence numbers count what was sent.
 */
export const openLiveTrack = (options: TrackOptions): LiveTrack => {
  const { frameRate, startMs, clockHz } = options;
  const ssrc = randomInt(1, 0x1_0000_0000);
  const ticksPerPicture = clockHz / frameRate;
  let timestampOffset = randomInt(0x1_0000_0000);
  let sequence = randomInt(0x1_0000);
  let programme: Programme = { pictures: options.pictures, firstNumber: 0 };
  let coming: Programme | null = null;
  /** What was sent since the newest key frame, it included. */
  let group: { readonly picture: TrackPicture; readonly stamp: RtpStamp }[] = [];
  const viewers = new Map<Viewer, { waitsFor: "nothing" | "keyFrame" | "group" }>();
  let timer: NodeJS.Timeout | null = null;
  let next = 0;

  const newest = (): number => Math.floor(((liveClockMs() - startMs) * frameRate) / 1000);
  const dueMs = (number: number): number => (number * 1000) / frameRate + startMs;
  const programmeAt = (number: number): Programme =>
    coming !== null && pictureOf(coming, number).isKey ? coming : programme;
  const timestampOf = (number: number): number => modulo(timestampOffset + number * ticksPerPicture, 0x1_0000_0000);

  const send = (number: number): void => {
    programme = programmeAt(number);
    if (programme === coming) coming = null;
    const picture = pictureOf(programme, number);
    const stamp = { sequence, timestamp: timestampOf(number), ssrc };
    sequence = (sequence + picture.packetCount) % 0x1_0000;
    if (picture.isKey) group = [];
    group.push({ picture, stamp });
    const copies = new Map<number, Buffer>();
    for (const [viewer, state] of viewers) {
      if (state.waitsFor === "group" || (state.waitsFor === "keyFrame" && !picture.isKey)) continue;
      state.waitsFor = "nothing";
      const bytes = copies.get(viewer.channel) ?? stamped(picture.template, viewer.channel, stamp);
      copies.set(viewer.channel, bytes);
      viewer.receive(bytes, picture);
    }
  };
  const tick = (): void => {
    const last = newest();
    if (last - next > (longestBacklogMs * frameRate) / 1000) next = last;
    for (; next <= last; next += 1) send(next);
    timer = viewers.size === 0 ? null : setTimeout(tick, Math.max(1, dueMs(next) - liveClockMs()));
  };

  /** Starts the timer; for a viewer of the newest group, that group is numbered as if it had been sent. */
  const wake = (startWith: StartWith): void => {
    if (timer !== null) return;
    next = newest() + 1;
    group = [];
    if (startWith === "lastKeyFrame") {
      let key = next - 1;
      while (!pictureOf(programmeAt(key), key).isKey) key -= 1;
      for (; key < next; key += 1) send(key);
    }
    timer = setTimeout(tick, Math.max(1, dueMs(next) - liveClockMs()));
  };
  const sendGroup = (viewer: Viewer): void => {
    const state = viewers.get(viewer);
    if (state === undefined) return;
    state.waitsFor = "nothing";
    for (const { picture, stamp } of group) viewer.receive(stamped(picture.template, viewer.channel, stamp), picture);
  };
  /** The group now running, numbered as if it had been sent: nobody need have watched it. */
  const runningGroup = (): typeof group => {
    let key = next - 1;
    while (!pictureOf(programmeAt(key), key).isKey) key -= 1;
    const pictures = Array.from({ length: next - key }, (_, index) => pictureOf(programmeAt(key + index), key + index));
    let ahead = pictures.reduce((sum, { packetCount }) => sum + packetCount, 0);
    return pictures.map((picture, index) => {
      const stamp = { sequence: modulo(sequence - ahead, 0x1_0000), timestamp: timestampOf(key + index), ssrc };
      ahead -= picture.packetCount;
      return { picture, stamp };
    });
  };
  const nextKeyStamp = (): RtpStamp => {
    let number = next;
    let ahead = 0;
    for (;;) {
      const picture = pictureOf(programmeAt(number), number);
      if (picture.isKey) break;
      ahead += picture.packetCount;
      number += 1;
    }
    return { sequence: (sequence + ahead) % 0x1_0000, timestamp: timestampOf(number), ssrc };
  };

  return {
    clockHz,
    timestampAt: (utcMs) => Math.round(modulo(timestampOffset + ((utcMs - startMs) * clockHz) / 1000, 0x1_0000_0000)),
    jumpTimestamps: (byMs) => {
      timestampOffset = modulo(timestampOffset + Math.round((byMs * clockHz) / 1000), 0x1_0000_0000);
    },
    synchronize: () => {
      if (timer === null) return;
      const waiting = [...viewers].filter(([, { waitsFor }]) => waitsFor === "keyFrame");
      if (waiting.length === 0) return;
      group = runningGroup();
      for (const [viewer] of waiting) sendGroup(viewer);
    },
    change: (pictures, begin) => {
      const firstNumber = begin === "atKeyFrame" ? 0 : timer === null ? newest() + 1 : next;
      coming = { pictures, firstNumber };
    },
    watch: (viewer, startWith) => {
      wake(startWith);
      const fromGroup = startWith === "lastKeyFrame" && group.length > 0;
      const first = fromGroup ? group[0]?.stamp : undefined;
      const stamp = first ?? nextKeyStamp();
      viewers.set(viewer, { waitsFor: fromGroup ? "group" : "keyFrame" });
      if (fromGroup) setImmediate(sendGroup, viewer);
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
