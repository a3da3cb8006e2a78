import { expect, test } from "vitest";
import { parseRtspUrl, resolveControl } from "../../../../native/media/relay/rtspUrl";

test.each([
  ["rtsp://10.0.0.5/live", { host: "10.0.0.5", port: 554, tls: false, uri: "rtsp://10.0.0.5/live" }],
  ["rtsp://10.0.0.5:554/live", { host: "10.0.0.5", port: 554, tls: false, uri: "rtsp://10.0.0.5/live" }],
  [
    "rtsp://cam-1.lan:8554/a?x=1&y=@2",
    { host: "cam-1.lan", port: 8554, tls: false, uri: "rtsp://cam-1.lan:8554/a?x=1&y=@2" },
  ],
  ["RTSP://[fd00::5]:8554/a", { host: "fd00::5", port: 8554, tls: false, uri: "rtsp://[fd00::5]:8554/a" }],
  ["rtsp://admin:secret@10.0.0.5/live", { host: "10.0.0.5", port: 554, tls: false, uri: "rtsp://10.0.0.5/live" }],
  [
    "rtsp://10.0.0.5/东门?x=1",
    { host: "10.0.0.5", port: 554, tls: false, uri: "rtsp://10.0.0.5/%E4%B8%9C%E9%97%A8?x=1" },
  ],
  // Their low bytes are CR and LF.
  ["rtsp://10.0.0.5/\u010d\u010a", { host: "10.0.0.5", port: 554, tls: false, uri: "rtsp://10.0.0.5/%C4%8D%C4%8A" }],
  ["rtsps://10.0.0.5/a", { host: "10.0.0.5", port: 322, tls: true, uri: "rtsps://10.0.0.5/a" }],
  ["rtsps://10.0.0.5:8322/a", { host: "10.0.0.5", port: 8322, tls: true, uri: "rtsps://10.0.0.5:8322/a" }],
  ["rtsp://10.0.0.5", { host: "10.0.0.5", port: 554, tls: false, uri: "rtsp://10.0.0.5" }],
])("%s", (text, address) => {
  expect(parseRtspUrl(text)).toEqual({ ok: true, value: address });
});

test.each([
  "",
  "http://10.0.0.5/",
  "rtsp://",
  "rtsp:///live",
  "rtsp://host:0/",
  "rtsp://host:99999/",
  "rtsp://host/a b",
  "rtsp://host/a\r\nCSeq: 1",
])("%j is not an rtsp URL", (text) => {
  expect(parseRtspUrl(text)).toMatchObject({ ok: false, error: { kind: "invalidAddress", part: "source.url" } });
});

test("a control that is not ASCII cannot break out of its line", () => {
  expect(resolveControl("rtsp://10.0.0.5/live", "track\u010d\u010a1")).toBe("rtsp://10.0.0.5/live/track%C4%8D%C4%8A1");
});
