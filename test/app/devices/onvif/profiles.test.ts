import { describe, expect, it } from "vitest";
import { readProfiles } from "../../../../app/devices/onvif/profiles";
import { bodyOf } from "./fixture";

const tokens = (name: string) =>
  readProfiles(bodyOf(name), "media").map(({ token, sourceToken }) => [token, sourceToken]);

describe("media profiles", () => {
  it("keep tokens that look like numbers apart", () => {
    expect(tokens("token-looks-like-a-number.xml")).toEqual([
      ["001", "1"],
      ["1", "1"],
      ["1e3", "01"],
    ]);
  });

  it("leave out what has no picture", () => {
    expect(tokens("profile-without-video-source.xml")).toEqual([["main", "vs"]]);
  });

  it("are a list also when there is one", () => {
    expect(tokens("single-profile.xml")).toEqual([["only", "vs"]]);
  });

  it("tell H.265 and a broken frame rate in Media2", () => {
    const profiles = readProfiles(bodyOf("h265-told-by-media2-only.xml"), "media2");
    expect(profiles.map(({ encoding }) => encoding)).toEqual(["H265", "H264"]);
    expect(profiles[0]).toMatchObject({ widthPx: 3840, heightPx: 2160, frameRate: 12.5, sourceToken: "vs" });
  });
});
