import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { noFaults } from "./faultState";
import { interleave } from "./interleavedFrames";
import { rtpPackets } from "./rtpPacket";
import { chooseTransport, interleavedTransport } from "./rtpTransport";

const both = ["tcp", "udp"] as const;

describe("a Transport header", () => {
  it.each([
    ["RTP/AVP/TCP;unicast;interleaved=2-3", both, { name: "tcp", pair: { rtp: 2, rtcp: 3 } }],
    ["RTP/AVP;unicast;client_port=5000-5001", both, { name: "udp", pair: { rtp: 5_000, rtcp: 5_001 } }],
    ["RTP/AVP/UDP;unicast;client_port=5000", both, { name: "udp", pair: { rtp: 5_000, rtcp: 5_001 } }],
    ["RTP/AVP;unicast;client_port=5000-5001,RTP/AVP/TCP", ["tcp"], { name: "tcp", pair: { rtp: 0, rtcp: 1 } }],
    ["RTP/AVP/TCP;unicast;interleaved=0-1", ["udp"], null],
    ["RTP/AVP;multicast;client_port=5000-5001", both, null],
    ["RTP/AVP;unicast", both, null],
    ["RTP/AVP;unicast;client_port=70000-70001", both, null],
    ["", both, null],
  ] as const)("%s among %j is %j", (header, allowed, chosen) => {
    expect(chooseTransport(header, allowed)).toEqual(chosen);
  });
});

describe("interleaved transport with garbage", () => {
  it("puts noise before the frames and into their payloads, and leaves framing, headers and the original alone", () => {
    const written: Buffer[] = [];
    const socket = { writable: true, writableLength: 0, write: (bytes: Buffer) => written.push(bytes) };
    const faults = { ...noFaults(), garbage: true };
    const transport = interleavedTransport(socket as unknown as Socket, { rtp: 0, rtcp: 1 }, faults, 1_000);
    const { bytes, offsets } = interleave(rtpPackets([Buffer.alloc(60, 7), Buffer.alloc(60, 8)], 96));
    const before = Buffer.from(bytes);
    transport.send(bytes, offsets);
    expect(bytes).toEqual(before);
    const [sent = Buffer.alloc(0)] = written;
    expect(sent.length).toBeGreaterThan(bytes.length);
    const frames = sent.subarray(sent.length - bytes.length);
    for (const offset of offsets) {
      expect(frames.subarray(offset, offset + 16)).toEqual(bytes.subarray(offset, offset + 16));
      expect(frames.subarray(offset + 16, offset + 76)).not.toEqual(bytes.subarray(offset + 16, offset + 76));
    }
  });
});
