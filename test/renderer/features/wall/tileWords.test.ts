import { createInstance } from "i18next";
import { describe, expect, it } from "vitest";
import { tileWords } from "../../../../renderer/features/wall/tileWords";
import { connectingView, type TileView } from "../../../../renderer/player/tileView";
import zhCN from "../../../../resources/locales/zh-CN.json";

const i18n = createInstance({
  lng: "zh-CN",
  resources: { "zh-CN": { translation: zhCN } },
  interpolation: { escapeValue: false },
  initAsync: false,
});
void i18n.init();

const at = new Date(2026, 10, 24, 14, 3, 27).getTime();
const words = (view: Partial<TileView>, now = at + 5_000) => tileWords(i18n.t, { ...connectingView, ...view }, now);

describe("what a tile says over its picture", () => {
  it("says nothing over a live picture", () => {
    expect(words({ kind: "live" })).toBeNull();
  });

  it("says why it cannot connect and when it tries again", () => {
    expect(words({ kind: "waitingToRetry", failure: { kind: "unreachable" }, retryInS: 4 })).toEqual({
      what: "无法连接：网络不通",
      next: "4 秒后重试",
      pictureOf: null,
    });
  });

  it("stamps a picture that is not live with its time", () => {
    expect(words({ kind: "stalled", ageS: 6, pictureAtUtcMs: at })).toEqual({
      what: "画面已停顿 6 秒",
      next: null,
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
    expect(words({ kind: "refused" })?.next).toContain("重新添加");
  });
});
