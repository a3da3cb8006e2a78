import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  headerValue,
  rtspReader,
  statusOf,
  writeMessage,
  type RtspPart,
} from "../../../../native/media/relay/rtspMessage";
import { cutAt } from "../flvSamples";

const limits = { headerBytes: 2_000, headerLines: 20, bodyBytes: 5_000 };

const readAll = (chunks: readonly Uint8Array[]): RtspPart[] => {
  const reader = rtspReader(limits);
  return chunks.flatMap((chunk) => {
    const read = reader.read(chunk);
    if (!read.ok) throw new Error(`${read.error.kind} ${read.error.part ?? ""}`);
    return [...read.value];
  });
};

const frame = (payload: Uint8Array): Buffer =>
  Buffer.concat([Uint8Array.of(0x24, 0, payload.length >> 8, payload.length & 0xff), payload]);

test("messages and frames come out whole wherever TCP cuts them", () => {
  const message = fc
    .tuple(fc.integer({ min: 100, max: 599 }), fc.uint8Array({ maxLength: 300 }))
    .map(([status, body]) => writeMessage(`RTSP/1.0 ${String(status)} Any`, [{ name: "CSeq", value: "7" }], body));
  const item = fc.oneof(
    message.map((bytes) => ({ bytes: Buffer.from(bytes), interleaved: false })),
    fc.uint8Array({ maxLength: 1_000 }).map((payload) => ({ bytes: frame(payload), interleaved: true })),
  );
  fc.assert(
    fc.property(fc.array(item, { maxLength: 15 }), fc.array(fc.nat(20_000)), (items, places) => {
      const parts = readAll(cutAt(Buffer.concat(items.map(({ bytes }) => bytes)), places));
      const interleaved = parts.flatMap((part) => (part.kind === "interleaved" ? [part.bytes] : []));
      expect(Buffer.concat(interleaved)).toEqual(
        Buffer.concat(items.filter((one) => one.interleaved).map(({ bytes }) => bytes)),
      );
      const messages = parts.flatMap((part) =>
        part.kind === "message" ? [Buffer.from(writeMessage(part.startLine, part.headers, part.body))] : [],
      );
      expect(messages).toEqual(items.filter((one) => !one.interleaved).map(({ bytes }) => bytes));
    }),
  );
});

test("an answer is read with its status and headers, names in any case", () => {
  const [answer] = readAll([Buffer.from("RTSP/1.0 401 Unauthorized\r\ncseq: 2\r\nWWW-authenticate: Basic\r\n\r\n")]);
  if (answer?.kind !== "message") throw new Error("no message");
  expect(statusOf(answer)).toBe(401);
  expect(headerValue(answer, "WWW-Authenticate")).toBe("Basic");
});

describe("bad input is refused by its part", () => {
  const head = (lines: string): string => `RTSP/1.0 200 OK\r\n${lines}\r\n\r\n`;
  test.each([
    ["an endless header", `RTSP/1.0 200 OK\r\nX: ${"a".repeat(3_000)}`, "answerTooLarge", "rtsp.header"],
    [
      "too many lines",
      head(Array.from({ length: 30 }, (_, index) => `X${String(index)}: 1`).join("\r\n")),
      "answerTooLarge",
      "rtsp.header",
    ],
    ["another protocol", "HTTP/1.1 200 OK\r\n\r\n", "malformedAnswer", "rtsp.header"],
    ["garbage", "\u0001\u0002\u0003\r\n\r\n", "malformedAnswer", "rtsp.header"],
    ["a nameless line", head("no colon here"), "malformedAnswer", "rtsp.header"],
    ["a huge body", head("Content-Length: 99999999"), "answerTooLarge", "rtsp.header.Content-Length"],
    ["a body of no length", head("Content-Length: -1"), "malformedAnswer", "rtsp.header.Content-Length"],
  ])("%s", (_, text, kind, part) => {
    expect(rtspReader(limits).read(Buffer.from(text, "latin1"))).toMatchObject({ ok: false, error: { kind, part } });
  });

  test("random bytes never throw", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
        const reader = rtspReader(limits);
        for (const chunk of chunks) if (!reader.read(chunk).ok) break;
      }),
    );
  });
});
