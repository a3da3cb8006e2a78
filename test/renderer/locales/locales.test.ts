import { describe, expect, it } from "vitest";
import { failureKinds } from "../../../app/domain/failure";
import { livenessKinds } from "../../../renderer/player/liveness";
import en from "../../../resources/locales/en.json";
import zhCN from "../../../resources/locales/zh-CN.json";

type Words = { readonly [key: string]: string | Words };

const leaves = (words: Words, path = ""): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );

const chinese = new Map(leaves(zhCN));
const english = new Map(leaves(en));
const placeholders = (text = ""): string[] => [...text.matchAll(/{{\w+}}/g)].map(([match]) => match).sort();

describe("the locale files", () => {
  it("hold the same words in both languages", () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
  });

  it.each([...chinese.keys()])("%s takes the same values in both", (key) => {
    expect(chinese.get(key)).not.toBe("");
    expect(english.get(key)).not.toBe("");
    expect(placeholders(english.get(key))).toEqual(placeholders(chinese.get(key)));
  });

  it.each(failureKinds)("say for %s what happened and what to do, and in short for a tile", (kind) => {
    // Two clauses at least: what happened; what to do.
    expect(chinese.get(`failure.${kind}`)?.split(/[。；，]/).length).toBeGreaterThan(2);
    expect(english.get(`failure.${kind}`)?.split(/[.;:] |, /).length).toBeGreaterThan(1);
    expect(chinese.get(`failureShort.${kind}`)?.length).toBeLessThanOrEqual(11);
    expect(english.get(`failureShort.${kind}`)).toBeDefined();
  });

  it.each(livenessKinds)("have a word for a tile that is %s", (kind) => {
    expect(chinese.has(`liveness.${kind}`)).toBe(true);
    expect(kind === "live" || kind === "empty" || chinese.has(`tile.${kind}`)).toBe(true);
  });
});
