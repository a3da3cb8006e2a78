import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAnswer, openRtspReader, type RtspInput } from "./rtspMessage";

const readAll = (bytes: Buffer, cuts: readonly number[]): readonly RtspInput[] => {
  const read = openRtspReader();
  const places = [...new Set([0, ...cuts.map((cut) => cut % bytes.length), bytes.length])].sort((a, b) => a - b);
  return places.slice(1).flatMap((end, index) => read(Buffer.from(bytes.subarray(places[index], end))));
};

describe("RTSP reader", () => {
  it("finds the same requests and interleaved frames however the bytes are cut", () => {
    const stream = Buffer.concat([
      Buffer.from("OPTIONS rtsp://127.0.0.1/sub RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 4\r\n\r\nbody"),
      Buffer.from([0x24, 1, 0, 6, 13, 10, 13, 10, 0x24, 9]),
      Buffer.from("PLAY rtsp://127.0.0.1/sub RTSP/1.0\r\nCSeq:2\r\nSESSION: 7\r\n\r\n"),
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        const inputs = readAll(stream, cuts);
        expect(inputs.map((input) => (input.kind === "request" ? input.request.method : input.kind))).toEqual([
          "OPTIONS",
          "interleaved",
          "PLAY",
        ]);
        const [, frame, play] = inputs;
        expect(frame).toMatchObject({ channel: 1, payload: Buffer.from([13, 10, 13, 10, 0x24, 9]) });
        expect(play?.kind === "request" && play.request.headers.get("session")).toBe("7");
      }),
    );
  });

  it.each([
    ["another protocol", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["a header without a colon", "PLAY rtsp://a/ RTSP/1.0\r\nCSeq\r\n\r\n"],
    ["a body without measure", "PLAY rtsp://a/ RTSP/1.0\r\nContent-Length: 99999999\r\n\r\n"],
    ["a header without end", `PLAY rtsp://a/ RTSP/1.0\r\nX: ${"x".repeat(20_000)}`],
  ])("gives up on %s", (_, text) => {
    expect(openRtspReader()(Buffer.from(text))).toEqual([{ kind: "broken" }]);
  });

  it("answers with the request's CSeq and the body's length in bytes", () => {
    const text = formatAnswer({ status: 200, body: "高青" }, "41");
    expect(text).toMatch(/^RTSP\/1\.0 200 OK\r\nCSeq: 41\r\n/);
    expect(text).toContain("\r\nContent-Length: 6\r\n\r\n高青");
  });
});
