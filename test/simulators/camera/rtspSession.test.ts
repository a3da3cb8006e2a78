import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { clipRecipe } from "./clipRecipe";
import type { LiveStream, Viewer } from "./liveStream";
import { openRtspSession, type RtspSession } from "./rtspSession";

/** A stream whose pictures the test sends itself, and a socket that only counts what waits in it. */
const sessionOverStub = (
  mostWaitingBytes: number,
): { readonly session: RtspSession; readonly viewers: Set<Viewer>; readonly socket: { destroyed: boolean } } => {
  const viewers = new Set<Viewer>();
  const stream: LiveStream = {
    recipe: clipRecipe(1, "", "sub"),
    sequenceParameterSet: Buffer.alloc(4),
    pictureParameterSet: Buffer.alloc(4),
    timestampAt: () => 0,
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
      socket.writableLength += bytes.length;
      return false;
    },
    destroy: () => {
      socket.destroyed = true;
      socket.writable = false;
    },
  };
  const session = openRtspSession({
    stream,
    socket: socket as unknown as Socket,
    channels: { rtp: 0, rtcp: 1 },
    mostWaitingBytes,
    senderReportMs: 60_000,
    canonicalName: "test",
  });
  return { session, viewers, socket };
};

const picture = { isKey: true, packetCount: 1, octetCount: 100 };

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

  it("sends nothing while stalled, then waits for a key frame", () => {
    const { session, viewers, socket } = sessionOverStub(1_000);
    session.play();
    const [viewer] = viewers;
    session.stall(true);
    viewer?.receive(Buffer.alloc(100), picture);
    session.stall(false);
    viewer?.receive(Buffer.alloc(100), { ...picture, isKey: false });
    expect(socket).toMatchObject({ writableLength: 0 });
    viewer?.receive(Buffer.alloc(100), picture);
    expect(socket).toMatchObject({ writableLength: 100 });
    session.end();
  });
});
