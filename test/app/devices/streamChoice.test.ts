import { describe, expect, it } from "vitest";
import type { Profile } from "../../../app/devices/onvif/profiles";
import { chooseStreams } from "../../../app/devices/streamChoice";

const profile = (token: string, widthPx: number, heightPx: number, more: Partial<Profile> = {}): Profile => ({
  service: "media",
  token,
  sourceToken: "vs",
  sourceName: "",
  encoding: "H264",
  widthPx,
  heightPx,
  frameRate: 25,
  ...more,
});

const chosen = (...profiles: Profile[]) =>
  chooseStreams(profiles).map(({ sourceToken, streams }) => [
    sourceToken,
    ...streams.map(({ quality, profile: { token } }) => `${quality} ${token}`),
  ]);

describe("the streams of a camera", () => {
  it("are the largest picture and the smallest that is wide enough", () => {
    const offered = [profile("c", 176, 144), profile("b", 640, 360), profile("a", 1920, 1080), profile("d", 1280, 720)];
    expect(chosen(...offered)).toEqual([["vs", "main a", "sub b"]]);
  });

  it("are one where there is one, or where the others are no smaller or too small", () => {
    expect(chosen(profile("a", 1920, 1080))).toEqual([["vs", "main a"]]);
    expect(chosen(profile("a", 1920, 1080), profile("b", 1920, 1080))).toEqual([["vs", "main a"]]);
    expect(chosen(profile("a", 1920, 1080), profile("b", 176, 144))).toEqual([["vs", "main a"]]);
  });

  it("are H.264 where there is any", () => {
    const h265 = { encoding: "H265" };
    expect(chosen(profile("a", 3840, 2160, h265), profile("b", 1280, 720), profile("c", 640, 360))).toEqual([
      ["vs", "main b", "sub c"],
    ]);
    expect(chosen(profile("a", 3840, 2160, h265), profile("b", 640, 360, h265))).toEqual([["vs", "main a", "sub b"]]);
    expect(chosen(profile("a", 1280, 720), profile("b", 640, 360, { encoding: "JPEG" }))).toEqual([["vs", "main a"]]);
  });

  it("are told per video source, in the recorder's order", () => {
    const second = { sourceToken: "2" };
    const first = { sourceToken: "1" };
    expect(
      chosen(
        profile("2m", 1920, 1080, second),
        profile("1m", 1920, 1080, first),
        profile("2s", 640, 360, second),
        profile("1s", 640, 360, first),
      ),
    ).toEqual([
      ["2", "main 2m", "sub 2s"],
      ["1", "main 1m", "sub 1s"],
    ]);
  });
});

describe("the names of a recorder's channels", () => {
  const named = (...names: string[]) =>
    chooseStreams(
      names.map((sourceName, index) => profile(`p${index}`, 640, 360, { sourceToken: `s${index}`, sourceName })),
    ).map(({ name }) => name);

  it("are the device's own where a person gave them", () => {
    expect(named("大门", "北院 2")).toEqual(["大门", "北院 2"]);
    expect(named("视频 source", "Lobby")).toEqual(["视频 source", "Lobby"]);
  });

  it.each([
    ["made by a program", ["VideoSourceConfig1", "VideoSourceConfig2"]],
    ["numbers", ["1", "2"]],
    ["the same", ["大门", "大门"]],
    ["partly missing", ["大门", ""]],
    ["the tokens again", ["s0", "s1"]],
    ["of one camera alone", ["大门"]],
  ])("are not taken when they are %s", (_, names) => {
    expect(named(...names)).toEqual(names.map(() => ""));
  });
});
