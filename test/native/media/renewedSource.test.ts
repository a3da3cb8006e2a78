import { expect, test } from "vitest";
import type { MediaSource } from "../../../app/contract/media";
import { renewedSource, sameConnection } from "../../../native/media/renewedSource";

const source: MediaSource = {
  id: "gate/sub",
  url: "rtsp://10.0.0.7/sub",
  credential: { userName: "admin", password: "one" },
  deviceId: "gate",
  transport: "auto",
  certificateSha256: null,
  playsH265: true,
};

test("of windows that differ the one that plays less decides, until it has gone", () => {
  const less = renewedSource(source, { ...source, playsH265: false }, true);
  expect(less.playsH265).toBe(false);
  expect(renewedSource(less, source, true).playsH265).toBe(false);
  expect(renewedSource(less, source, false).playsH265).toBe(true);
});

test("a certificate that only the session has seen yet is held on to", () => {
  const seen = { ...source, certificateSha256: "aa" };
  expect(renewedSource(seen, source, true).certificateSha256).toBe("aa");
  expect(renewedSource(seen, { ...source, certificateSha256: "bb" }, true).certificateSha256).toBe("bb");
});

test.each<[string, Partial<MediaSource>, boolean]>([
  ["another address", { url: "rtsp://10.0.0.8/sub" }, false],
  ["another password", { credential: { userName: "admin", password: "two" } }, false],
  ["no login", { credential: null }, false],
  ["another transport", { transport: "udp" }, false],
  ["another certificate", { certificateSha256: "aa" }, false],
  ["another window alone", { playsH265: false }, true],
])("%s needs another connection, or not", (_, change, same) => {
  expect(sameConnection(source, { ...source, ...change })).toBe(same);
});
