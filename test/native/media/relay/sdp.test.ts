import { describe, expect, test } from "vitest";
import { readAudioDescription, readVideoDescription } from "../../../../native/media/relay/sdp";

const base = "rtsp://10.0.0.5/cam/realmonitor?channel=1&subtype=1/";
const sdp = (...lines: string[]): string => ["v=0", "o=- 1 1 IN IP4 10.0.0.5", "s=x", ...lines, ""].join("\r\n");
const h264 = ["m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000", "a=fmtp:96 packetization-mode=1"];
const audio = ["m=audio 0 RTP/AVP 8", "a=rtpmap:8 PCMA/8000", "a=control:trackID=1"];

const read = (text: string) => {
  const description = readVideoDescription(text, base);
  if (!description.ok) throw new Error(description.error.kind);
  return description.value;
};

describe("the video of a description", () => {
  test.each([
    ["a relative control", "a=control:trackID=0", [], `${base}trackID=0`, base],
    ["an absolute control", "a=control:rtsp://192.168.1.9/x/track1", [], "rtsp://192.168.1.9/x/track1", base],
    [
      "a session control of its own",
      "a=control:t0",
      ["a=control:rtsp://10.0.0.5/all"],
      "rtsp://10.0.0.5/all/t0",
      "rtsp://10.0.0.5/all",
    ],
    ["a session control *", "a=control:t0", ["a=control:*"], `${base}t0`, base],
  ])("is set up by %s", (_, control, session, trackUri, aggregateUri) => {
    expect(read(sdp(...session, ...h264, control))).toMatchObject({ trackUri, aggregateUri });
  });

  test("is all that ffmpeg gets to see: no audio, no metadata, no address of the camera's tracks", () => {
    const metadata = ["m=application 0 RTP/AVP 107", "a=rtpmap:107 vnd.onvif.metadata/90000", "a=control:meta"];
    const text = sdp("a=control:*", ...audio, ...h264, "a=control:trackID=0", ...metadata);
    expect(read(text).narrowed("rtsp://127.0.0.1:1/t/video").split("\r\n").slice(3)).toEqual([
      ...h264,
      "a=control:rtsp://127.0.0.1:1/t/video",
      "",
    ]);
  });
});

test("the video tells of the sound beside it", () => {
  expect(read(sdp(...h264, ...audio)).track.audioEncoding).toBe("PCMA");
  expect(read(sdp(...h264)).track.audioEncoding).toBeNull();
});

describe("the audio of a description", () => {
  const aac = ["m=audio 0 RTP/AVP 97", "a=rtpmap:97 mpeg4-generic/16000/1", "a=fmtp:97 mode=AAC-hbr", "a=control:t1"];
  const heard = (text: string) => {
    const description = readAudioDescription(text, base);
    if (!description.ok) throw new Error(description.error.kind);
    return description.value;
  };

  test.each([
    ["A-law by its name", audio, { encoding: "PCMA", payloadType: 8, clockRate: 8_000 }],
    ["µ-law by its static type", ["m=audio 0 RTP/AVP 0"], { encoding: "PCMU", payloadType: 0, clockRate: 8_000 }],
    ["AAC", aac, { encoding: "MPEG4-GENERIC", payloadType: 97, clockRate: 16_000 }],
  ])("is %s", (_, section, track) => {
    expect(heard(sdp(...h264, ...section)).track).toEqual(track);
  });

  test("is all that ffmpeg gets to see, so that the camera is asked for nothing else", () => {
    const description = heard(sdp("a=control:*", ...h264, "a=control:trackID=0", ...audio));
    expect(description.trackUri).toBe(`${base}trackID=1`);
    expect(description.narrowed("rtsp://127.0.0.1:1/t/track").split("\r\n").slice(3)).toEqual([
      ...audio.slice(0, 2),
      "a=control:rtsp://127.0.0.1:1/t/track",
      "",
    ]);
  });

  test("of several is the one that can be heard", () => {
    const g726 = ["m=audio 0 RTP/AVP 2", "a=rtpmap:2 G726-32/8000"];
    expect(heard(sdp(...h264, ...g726, ...audio)).track.encoding).toBe("PCMA");
  });

  test.each([
    ["none", sdp(...h264), "noAudio", /names no audio/],
    ["another encoding", sdp("m=audio 0 RTP/AVP 2", "a=rtpmap:2 G726-32/8000"), "unsupported", /G726-32/],
    ["no description", "<html>", "malformedAnswer", /description/],
  ])("is refused: %s", (_, text, kind, detail) => {
    expect(readAudioDescription(text, base)).toMatchObject({
      ok: false,
      error: { kind, detail: expect.stringMatching(detail) as string },
    });
  });
});

describe("a description that is not played", () => {
  const noVideo = ["noVideo", "sdp.m=video"];
  const unsupported = ["unsupported", "sdp.rtpmap"];
  test.each([
    ["no description", "<html>", ["malformedAnswer", "sdp.v"], /description/],
    ["nothing", "", ["malformedAnswer", "sdp.v"], /description/],
    ["no media", sdp(), noVideo, /video/],
    ["audio alone", sdp(...audio), noVideo, /video/],
    ["MPEG-4", sdp("m=video 0 RTP/AVP 98", "a=rtpmap:98 MP4V-ES/90000"), unsupported, /MP4V-ES/],
    ["H.261 by its static type", sdp("m=video 0 RTP/AVP 31"), unsupported, /H261/],
    ["a type without a name", sdp("m=video 0 RTP/AVP 96"), unsupported, /unnamed/],
  ])("%s", (_, text, [kind, part], detail) => {
    expect(readVideoDescription(text, base)).toMatchObject({
      ok: false,
      error: { kind, part, detail: expect.stringMatching(detail) as string },
    });
  });
});
