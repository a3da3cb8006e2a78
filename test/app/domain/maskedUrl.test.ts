import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withMaskedPasswords, withStoredPasswords } from "../../../app/domain/maskedUrl";

describe("a password behind the host of a URL", () => {
  it.each([
    ["rtsp://10.0.0.7/live?user=admin&password=s3cret&ch=1", "rtsp://10.0.0.7/live?user=admin&password=***&ch=1"],
    [
      "rtsp://10.0.0.7:554/user=admin&PASSWORD=s3c/ret&stream=0.sdp",
      "rtsp://10.0.0.7:554/user=admin&PASSWORD=***&stream=0.sdp",
    ],
    [
      "rtsp://10.0.0.7/user=admin_password=s3cret_channel=1_stream=0.sdp",
      "rtsp://10.0.0.7/user=admin_password=***_channel=1_stream=0.sdp",
    ],
    ['{"url":"rtsp://10.0.0.7/?pwd=s3cret"}', '{"url":"rtsp://10.0.0.7/?pwd=***"}'],
    ["rtsp://10.0.0.7/live?password=&ch=1", "rtsp://10.0.0.7/live?password=&ch=1"],
    ["rtsp://10.0.0.7/compass=1/live", "rtsp://10.0.0.7/compass=1/live"],
  ])("is masked in %s", (text, masked) => {
    expect(withMaskedPasswords(text)).toBe(masked);
  });

  it("stays the stored one when the masked URL comes back, also with another path, unless another is entered", () => {
    const stored = "rtsp://10.0.0.7/live?user=admin&password=s3cret&ch=1";
    expect(withStoredPasswords(withMaskedPasswords(stored), stored)).toBe(stored);
    expect(withStoredPasswords("rtsp://10.0.0.8/x?password=***", stored)).toBe("rtsp://10.0.0.8/x?password=s3cret");
    expect(withStoredPasswords("rtsp://10.0.0.7/live?password=new", stored)).toBe("rtsp://10.0.0.7/live?password=new");
    expect(withStoredPasswords("rtsp://10.0.0.7/?password=***", "rtsp://10.0.0.7/")).toBeNull();
  });

  it("is never seen and never lost, whatever it is", () => {
    const value = fc.webQueryParameters().map((text) => text.replace(/[&#\s"\\*]/g, "x") + "7");
    fc.assert(
      fc.property(value, fc.constantFrom("?", "/", "?user=a&"), (secret, before) => {
        const url = `rtsp://10.0.0.7/live${before}password=${secret}&ch=1`;
        const masked = withMaskedPasswords(url);
        expect(masked).toBe(`rtsp://10.0.0.7/live${before}password=***&ch=1`);
        expect(withStoredPasswords(masked, url)).toBe(url);
      }),
    );
  });
});
