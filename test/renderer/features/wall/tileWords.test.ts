import { describe, expect, it } from "vitest";
import { badgeWord, tileRemark, tileWords } from "../../../../renderer/features/wall/tileWords";
import { connectingView, type TileView } from "../../../../renderer/player/tileView";
import zhCN from "../../../../resources/locales/zh-CN.json";
import { inChinese } from "../../../harness/words";

const at = new Date(2026, 10, 24, 14, 3, 27).getTime();
const words = (view: Partial<TileView>, now = at + 5_000) => tileWords(inChinese, { ...connectingView, ...view }, now);

describe("what a tile says over its picture", () => {
  it("says nothing over a live picture", () => {
    expect(words({ kind: "live" })).toBeNull();
  });

  it("says why it cannot connect and when it tries again", () => {
    expect(words({ kind: "waitingToRetry", failure: { kind: "unreachable" }, retryInS: 4 })).toEqual({
      what: "无法连接：网络不通",
      next: "4 秒后重试",
      advice: "连不上设备。请检查地址、网线和电源，确认本机与设备网络相通。",
      pictureOf: null,
    });
  });

  it("stamps a picture that is not live with its time", () => {
    expect(words({ kind: "stalled", ageS: 6, pictureAtUtcMs: at })).toEqual({
      what: "画面已停顿 6 秒",
      next: null,
      advice: null,
      pictureOf: "此画面停在 14:03:27",
    });
  });

  it("adds the date when the picture is of another day", () => {
    const nextDay = new Date(2026, 10, 25, 4, 0, 0).getTime();
    expect(words({ kind: "stalled", ageS: 50_193, pictureAtUtcMs: at }, nextDay)).toMatchObject({
      what: "画面已停顿 13 小时",
      pictureOf: "此画面停在 2026-11-24 14:03:27",
    });
  });

  it("says what to do when the password was refused", () => {
    expect(words({ kind: "refused" })).toMatchObject({ what: "口令被拒绝" });
    expect(words({ kind: "refused", failure: { kind: "credentialsRefused" } })?.advice).toContain("修改这台设备的口令");
  });

  it("keeps what of an answer a failure is about for the administrator", () => {
    const failure = { kind: "deviceFault", part: "rtsp.status" } as const;
    expect(words({ kind: "waitingToRetry", failure, retryInS: 4 })?.advice).not.toContain("rtsp.status");
  });

  it("stamps a picture that does not change with when it stopped, and says what that may mean", () => {
    expect(words({ kind: "frozen", ageS: 5, pictureAtUtcMs: at })).toMatchObject({
      what: "画面无变化已 5 秒",
      pictureOf: "此画面停在 14:03:27",
    });
    expect(words({ kind: "frozen" })?.advice).toContain("现场静止");
  });

  it.each(["certificateChanged", "lockedOut", "sessionLimit", "clockSkew"] as const)(
    "says of %s what it is and what to do, whether it tries again or waits for a person",
    (kind) => {
      for (const phase of ["refused", "waitingToRetry"] as const) {
        const view = { ...connectingView, kind: phase, failure: { kind } };
        const short = zhCN.failureShort[kind];
        expect(tileWords(inChinese, view, at)?.what).toContain(short);
        expect(tileWords(inChinese, view, at)?.advice).toBe(zhCN.failure[kind]);
        expect(badgeWord(inChinese, view)).toBe(short);
      }
    },
  );

  it("says why less is shown than the tile asks for, and nothing when nothing is lacking", () => {
    expect(tileRemark(inChinese, connectingView, "full")).toBeNull();
    expect(tileRemark(inChinese, connectingView, "sub")).toContain("子码流");
    expect(tileRemark(inChinese, connectingView, "snapshots")).toContain("抓图");
    const keyFrames: TileView = { ...connectingView, kind: "keyFrames", pictureAtUtcMs: at };
    expect(tileWords(inChinese, keyFrames, at)).toMatchObject({
      what: "本机繁忙，只显示关键帧",
      pictureOf: "画面时间 14:03:27",
    });
    expect(tileRemark(inChinese, keyFrames, "keyFrames")).toBeNull();
    const other: TileView = { ...connectingView, kind: "live", otherQuality: { kind: "sessionLimit" } };
    expect(tileRemark(inChinese, other, "full")).toBe("另一路码流打不开：连接数已满");
  });
});
