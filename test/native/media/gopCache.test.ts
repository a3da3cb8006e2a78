import { expect, test } from "vitest";
import type { MediaContent, MediaTag } from "../../../native/media/mediaPart";
import { gopCache, type GopCache } from "../../../native/media/gopCache";
import { configurationTag, flvHeader, frameTag, keyFrameTag, metadataTag } from "./flvSamples";

const tag = (content: MediaContent, bytes: Uint8Array): MediaTag => ({ kind: "tag", content, bytes });

const started = (limits = { groupBytes: 10_000, groupTags: 100 }): GopCache => {
  const cache = gopCache(limits);
  cache.add({ kind: "header", container: "flv", bytes: flvHeader });
  cache.add(tag("metadata", metadataTag));
  cache.add(tag("videoConfiguration", configurationTag));
  return cache;
};

test("a new viewer gets header, metadata, parameter sets and the group since the last key frame", () => {
  const cache = started();
  const [first, second, frame] = [keyFrameTag(), keyFrameTag(), frameTag()];
  for (const part of [tag("keyFrame", first), tag("frame", frame), tag("keyFrame", second), tag("frame", frame)])
    cache.add(part);
  expect(cache.preamble()).toEqual([flvHeader, metadataTag, configurationTag]);
  expect(cache.group()).toEqual([second, frame]);
});

test("there is nothing to start with before parameter sets and a key frame", () => {
  const cache = gopCache({ groupBytes: 10_000, groupTags: 100 });
  cache.add({ kind: "header", container: "flv", bytes: flvHeader });
  cache.add(tag("frame", frameTag()));
  expect(cache.preamble()).toBeNull();
  expect(cache.group()).toEqual([]);
});

test.each([
  ["bytes", { groupBytes: 300, groupTags: 100 }],
  ["tags", { groupBytes: 10_000, groupTags: 10 }],
])("a group with too many %s is given up until the next key frame", (_, limits) => {
  const cache = started(limits);
  cache.add(tag("keyFrame", keyFrameTag()));
  for (let count = 0; count < 20; count += 1) cache.add(tag("frame", frameTag()));
  expect(cache.group()).toEqual([]);
  cache.add(tag("keyFrame", keyFrameTag()));
  expect(cache.group()).toHaveLength(1);
});

test("other parameter sets end the group that was made with the old ones", () => {
  const cache = started();
  cache.add(tag("keyFrame", keyFrameTag()));
  cache.add(tag("videoConfiguration", configurationTag));
  expect(cache.group()).toEqual([]);
});

test("a file that ended leaves nothing behind", () => {
  const cache = started();
  cache.add(tag("keyFrame", keyFrameTag()));
  cache.clear();
  expect(cache.preamble()).toBeNull();
  expect(cache.group()).toEqual([]);
});
