import { describe, expect, it } from "vitest";
import { failure, type FailureKind } from "../../../../app/domain/failure";
import { soundWords } from "../../../../renderer/features/wall/soundWords";
import { inChinese } from "../../../harness/words";

describe("what a tile says of its sound", () => {
  it("is nothing while it is not known whether there is any, and that it is muted until it is asked for", () => {
    expect(soundWords(inChinese, null, undefined)).toBeNull();
    expect(soundWords(inChinese, null, "PCMA")?.what).toBe("静音");
  });

  it("is that there is none, for a camera without", () => {
    expect(soundWords(inChinese, null, null)?.what).toBe("无音频");
  });

  it("is whether it is heard now", () => {
    expect(soundWords(inChinese, { kind: "connecting" }, "PCMA")?.what).toBe("正在接通声音");
    expect(soundWords(inChinese, { kind: "sounding" }, "PCMA")?.what).toBe("监听中");
    const lost = soundWords(inChinese, { kind: "interrupted", failure: failure("unreachable") }, "PCMA");
    expect(lost?.what).toBe("声音中断，正在恢复");
    expect(lost?.advice).toContain("连不上设备");
  });

  it.each<[FailureKind, string, RegExp]>([
    ["sessionLimit", "连接数已满，无法监听", /画面不受影响/],
    ["noAudio", "无音频", /拾音器/],
    ["unsupported", "音频编码不支持", /G\.711/],
    ["credentialsRefused", "无法监听：口令被拒绝", /用户名或口令/],
  ])("is why it cannot be had (%s), and what to do", (kind, what, advice) => {
    const words = soundWords(inChinese, { kind: "unavailable", failure: failure(kind) }, "PCMA");
    expect(words?.what).toBe(what);
    expect(words?.advice).toMatch(advice);
  });
});
