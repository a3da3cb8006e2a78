import { polyphonic } from "pinyin-pro";
import { describe, expect, it } from "vitest";
import { noReadings, readingsBy } from "../../../../renderer/features/tree/readings";
import { foundIn, search, searchIndexOf, spansIn, wordsOf } from "../../../../renderer/features/tree/treeSearch";
import { deviceOf } from "../../../harness/deviceRecord";
import { smallCounty, treeOf } from "./records";

const readingsOf = readingsBy((character) => polyphonic(character, { toneType: "none", type: "array" }));
const { tree } = smallCounty();
const index = searchIndexOf(tree.nodes, readingsOf);

/** Keys of what is found itself. */
const found = (typed: string, by = index): string[] => {
  const result = search(tree.nodes, by, wordsOf(typed));
  const keys = tree.nodes.filter((_, at) => result.found[at] === 1).map(({ key }) => key);
  expect(result.count).toBe(keys.length);
  return keys;
};

describe("searching the tree", () => {
  it.each([
    ["东门", ["recorder/1"]],
    ["录像机", ["recorder"]],
    ["东关", ["east"]],
    ["花沟", ["town/huagou"]],
    ["Huagou", ["town/huagou"]],
    ["10.0.0.12", ["gate/1"]],
    ["1320000007", ["gate/1"]],
    ["2150000001", ["east"]],
    ["b座", ["lost/1"]],
    ["Ｂ座", ["lost/1"]],
    ["bzdt", ["lost/1"]],
    ["tzjd", ["town/tianzhen"]],
    ["tianzhen", ["town/tianzhen"]],
    ["xm", ["gate/1"]],
    ["cl", ["recorder/2"]],
    ["没有", []],
  ])("%s", (typed, keys) => {
    expect(found(typed)).toEqual(keys);
  });

  it("finds a camera by its number, and marks it there", () => {
    const numbered = treeOf([
      deviceOf({ id: "one", name: "东门", firstNumber: 137 }),
      deviceOf({ id: "two", name: "西门", cameras: ["甲", "乙"], firstNumber: 36 }),
    ]);
    const { found: rows } = search(numbered.nodes, searchIndexOf(numbered.nodes, noReadings), wordsOf("37"));
    const keys = numbered.nodes.filter((_, at) => rows[at] === 1).map(({ key }) => key);
    expect(keys).toEqual(["one/1", "two/2"]);
    const second = numbered.nodes.find(({ key }) => key === "two/2")!;
    expect(foundIn(second, ["37"], noReadings)).toMatchObject({
      field: "number",
      text: "37",
      spans: [{ start: 0, end: 2 }],
    });
  });

  it("takes several words as one place, the last of them in it", () => {
    expect(found("田镇 东门")).toEqual(["recorder/1"]);
    expect(found("tz dg 长廊")).toEqual(["recorder/2"]);
    expect(found("花沟 东门")).toEqual([]);
  });

  it("shows what is under a branch that was found", () => {
    const result = search(tree.nodes, index, wordsOf("东关"));
    const shown = tree.nodes.filter((_, at) => result.found[at] === 2).map(({ key }) => key);
    expect(shown).toEqual(["recorder", "recorder/1", "recorder/2"]);
  });

  it("goes without pinyin until its dictionary is there", () => {
    const without = searchIndexOf(tree.nodes, noReadings);
    expect(found("tzjd", without)).toEqual([]);
    expect(found("东门", without)).toEqual(["recorder/1"]);
  });
});

describe("what was found", () => {
  const nodeOf = (key: string) => tree.nodes.find((node) => node.key === key)!;

  it("is marked in the name, else in what else it was found by", () => {
    expect(foundIn(nodeOf("east"), ["dg"], readingsOf)).toEqual({
      field: "name",
      text: "东关社区",
      spans: [{ start: 0, end: 2 }],
    });
    expect(foundIn(nodeOf("gate/1"), ["0.12"], readingsOf)).toMatchObject({ field: "address", text: "10.0.0.12" });
    expect(foundIn(nodeOf("gate/1"), ["0007"], readingsOf)).toMatchObject({ field: "code" });
  });

  it("is one mark where two words touch", () => {
    expect(spansIn("东关社区", ["东关", "社"], null)).toEqual([{ start: 0, end: 3 }]);
  });
});
