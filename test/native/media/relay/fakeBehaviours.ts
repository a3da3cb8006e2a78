import { headerValue, methodOf, type RtspMessage } from "../../../../native/media/relay/rtspMessage";
import type { FakeBehaviour } from "./fakeCamera";

/** An answer with its length. */
export const reply = (request: RtspMessage, status: string, headers: readonly string[] = [], body = ""): string =>
  [
    `RTSP/1.0 ${status}`,
    `CSeq: ${headerValue(request, "CSeq") ?? ""}`,
    ...headers,
    `Content-Length: ${String(body.length)}`,
    "",
    body,
  ].join("\r\n");

const sdp = ["v=0", "s=x", "m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000", "a=control:trackID=0", ""].join("\r\n");

/** Not where the fake camera is reached: cameras behind other routes name their inner address. */
export const contentBase = "rtsp://192.168.1.64/live/";

/** A camera that answers everything as it should, and then has no picture. */
export const playsButSendsNothing: FakeBehaviour = (request, answer) => {
  switch (methodOf(request)) {
    case "DESCRIBE":
      answer.write(reply(request, "200 OK", [`Content-Base: ${contentBase}`, "Content-Type: application/sdp"], sdp));
      return;
    case "SETUP":
      answer.write(
        reply(request, "200 OK", ["Session: 42;timeout=60", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1"]),
      );
      return;
    case "PLAY":
      answer.write(reply(request, "200 OK", ["Session: 42", `RTP-Info: url=${contentBase}trackID=0;seq=1;rtptime=2`]));
      return;
    default:
      answer.write(reply(request, "200 OK", ["Public: OPTIONS, DESCRIBE, SETUP, PLAY"]));
  }
};
