import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { noFaults, type FaultState } from "./faultState";
import type { LiveTrack, Viewer } from "./liveTrack";
import { interleavedTransport } from "./rtpTransport";
import { openRtspSession, type RtspSession } from "./rtspSession";

/** A track whose pictures the test sends itself, and a socket that only counts what waits in it. */
const sessionOverStub = (
  mostWaitingBytes: number,
): {
  readonly session: RtspSession;
  readonly viewers: Set<Viewer>;
  readonly socket: { destroyed: boolean };
  readonly faults: FaultState;
} => {
  const viewers = new Set<Viewer>();
  const track: LiveTrack = {
    clockHz: 90_000,
    timestampAt: () => 0,
    jumpTimestamps: () => undefined,
    synchronize: () => undefined,
    change: () => undefined,
    watch: (viewer) => {
      viewers.add(viewer);
      return { firstSequence: 1, firstTimestamp: 2, ssrc: 3, stop: () => viewers.delete(viewer) };
    },
  };
  const socket = {
    destroyed: false,
    writable: true,
    writableLength: 0,
    write: (bytes: Buffer) => {
      // Sender reports are not what is counted here.
      if (bytes[1] === 0) socket.writableLength += bytes.length;
      return false;
    },
    destroy: () => {
      socket.destroyed = true;
      socket.writable = false;
    },
  };
  const faults = noFaults();
  const session = openRtspSession({
    faults,
    senderReportMs: 60_000,
    canonicalName: "test",
    startWith: "nextKeyFrame",
  });
  const transport = interleavedTransport(socket as unknown as Socket, { rtp: 0, rtcp: 1 }, faults, mostWaitingBytes);
  session.addTrack("trackID=1", track, transport);
  return { session, viewers, socket, faults };
};

const picture = { isKey: true, packetCount: 1, octetCount: 100, offsets: [0] };

describe("an RTSP session", () => {
  it("drops a client that lets more pile up than allowed, and not before", () => {
    const { session, viewers, socket } = sessionOverStub(1_000);
    session.play();
    const [viewer] = viewers;
    for (let sent = 0; sent < 10; sent += 1) viewer?.receive(Buffer.alloc(100), picture);
    expect(socket.destroyed).toBe(false);
    viewer?.receive(Buffer.alloc(100), picture);
    expect(socket.destroyed).toBe(true);
    session.end();
  });

  it("leaves its stream when it pauses, plays again or ends", () => {
    const { session, viewers } = sessionOverStub(1_000);
    session.play();
    session.play();
    expect(viewers.size).toBe(1);
    session.pause();
    expect([viewers.size, session.playing]).toEqual([0, false]);
    session.play();
    session.end();
    expect(viewers.size).toBe(0);
  });

  it.each(["stalled", "halfOpen"] as const)("sends nothing while %s, then waits for a key frame", (fault) => {
    const { session, viewers, socket, faults } = sessionOverStub(1_000);
    session.play();
    const [viewer] = viewers;
    faults[fault] = true;
    viewer?.receive(Buffer.alloc(100), picture);
    faults[fault] = false;
    viewer?.receive(Buffer.alloc(100), { ...picture, isKey: false });
    expect(socket).toMatchObject({ writableLength: 0 });
    viewer?.receive(Buffer.alloc(100), picture);
    expect(socket).toMatchObject({ writableLength: 100 });
    session.end();
  });
});
