import { expect, it } from "vitest";
import { passwordDigest, userNameTokenHeader } from "../../../../app/devices/onvif/userNameToken";

it("computes the example of ONVIF's programmer's guide", () => {
  const nonce = Buffer.from("LKqI6G/AikKCQrN0zqZFlg==", "base64");
  expect(passwordDigest(nonce, "2010-09-16T07:50:45Z", "userpassword")).toBe("tuOSpGlFlIXsozq4HFNeeGeFLEI=");
});

it("writes the device's time, an escaped name and no password", () => {
  const header = userNameTokenHeader({ userName: "a<&b", password: "s3cret" }, Date.UTC(2026, 10, 24, 0, 5, 9));
  expect(header).toContain("<u:Created>2026-11-24T00:05:09.000Z</u:Created>");
  expect(header).toContain("<w:Username>a&lt;&amp;b</w:Username>");
  expect(header).not.toContain("s3cret");
});
