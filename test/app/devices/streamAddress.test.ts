import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamAddress } from "../../../app/contract/device";
import { parseStreamAddress } from "../../../app/devices/streamAddress";

describe("the URL of a stream", () => {
  it("gives up its login, decoded, and keeps path and query", () => {
    expect(parseStreamAddress("rtsp://admin:p%40ss%2F@10.0.0.7:8554/ch1?sub=1", "input.mainUrl")).toEqual({
      ok: true,
      value: {
        url: "rtsp://10.0.0.7:8554/ch1?sub=1",
        host: "10.0.0.7",
        port: 8554,
        credential: { userName: "admin", password: "p@ss/" },
      },
    });
  });

  it("has the usual port where it names none", () => {
    expect(parseStreamAddress("rtsp://[2001:db8::1]/a", "p")).toMatchObject({
      value: { host: "2001:db8::1", port: 554, credential: null },
    });
    expect(parseStreamAddress("rtsps://cam.county.example/a", "p")).toMatchObject({ value: { port: 322 } });
  });

  it.each([
    ["rtsp://10.0.0.256/a", "p.host"],
    ["rtsp://224.0.0.1/a", "p.host"],
    ["rtsp://ho st/a", "p"],
    ["http://10.0.0.7/a", "p"],
    ["rtsp:///a", "p.host"],
  ])("is refused: %s", (typed, part) => {
    expect(parseStreamAddress(typed, "p")).toMatchObject({ ok: false, error: { kind: "invalidAddress", part } });
  });

  it("is refused by the contract before anything is written when a password could hide in its path", () => {
    for (const typed of ["rtsp://admin:p/w@10.0.0.7/a", "rtsp://admin:p?w@10.0.0.7/a", "rtsp://a:1#2@10.0.0.7/"])
      expect(streamAddress.safeParse(typed).success).toBe(false);
    expect(streamAddress.safeParse("rtsp://admin:p@w@10.0.0.7/a").success).toBe(true);
  });

  it("never keeps a login, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.string({ unit: "binary" }), (userName, password) => {
        const login = `${encodeURIComponent(userName)}:${encodeURIComponent(password)}`;
        expect(parseStreamAddress(`rtsp://${login}@10.0.0.7/a`, "p")).toMatchObject({
          value: { url: "rtsp://10.0.0.7/a", credential: { userName, password } },
        });
      }),
    );
  });
});
