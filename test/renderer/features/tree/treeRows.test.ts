import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Device } from "../../../../app/contract/device";
import type { DeviceHealth } from "../../../../app/contract/health";
import type { FailureKind } from "../../../../app/domain/failure";
import { recordedStatesOf, withTiles, type CameraState } from "../../../../renderer/features/tree/cameraStates";
import { noReadings } from "../../../../renderer/features/tree/readings";
import { camerasOfRows, devicesOfRows } from "../../../../renderer/features/tree/selectedRecords";
import { rangeBetween } from "../../../../renderer/features/tree/treeRange";
import {
  branchCounter,
  filterCounts,
  maxRows,
  shownCamerasUnder,
  treeViewOf,
  type ShowSettings,
  type TreeRow,
} from "../../../../renderer/features/tree/treeRows";
import { search, searchIndexOf, wordsOf } from "../../../../renderer/features/tree/treeSearch";
import { deviceOf } from "../../../harness/deviceRecord";
import { siteOf, smallCounty, treeOf } from "./records";

const { devices, tree } = smallCounty();
const states = new Map<string, CameraState>([
  ["recorder/1", "online"],
  ["recorder/2", "offline"],
  ["gate/1", "online"],
  ["lost/1", "unknown"],
]);
const plain: ShowSettings = { tree, result: null, filter: "all", states, onWall: new Set(["gate/1"]), toggled: {} };
const sought = (typed: string, of = tree) => search(of.nodes, searchIndexOf(of.nodes, noReadings), wordsOf(typed));
const keysOf = (rows: readonly TreeRow[]): string[] => rows.flatMap(({ key, children }) => [key, ...keysOf(children)]);
const shown = (more: Partial<ShowSettings>): string[] => keysOf(treeViewOf({ ...plain, ...more }).rows);

describe("the rows of the tree", () => {
  it("are all there when the tree is small, but what a person shut", () => {
    expect(shown({})).toEqual(tree.nodes.map(({ key }) => key));
    expect(shown({ toggled: { east: false, unassigned: false } })).toEqual([
      ...["county", "town/tianzhen", "east", "town/huagou", "school", "gate/1", "unassigned"],
    ]);
  });

  it("are the towns of a large tree, and what a person opened", () => {
    const sites = Array.from({ length: 300 }, (_, at) => siteOf(`s${String(at)}`, `村 ${String(at)}`, "muli"));
    const large = treeOf([deviceOf({ id: "d", name: "门", siteId: "s7" })], sites);
    expect(shown({ tree: large })).toEqual(["county", "town/muli"]);
    expect(shown({ tree: large, toggled: { "town/muli": true } })).toHaveLength(302);
  });

  it("are what is found with the branches above it opened", () => {
    expect(shown({ result: sought("东门") })).toEqual(["county", "town/tianzhen", "east", "recorder", "recorder/1"]);
    // A branch that is found keeps what is under it, shut until a person opens it.
    expect(shown({ result: sought("东关") })).toEqual(["county", "town/tianzhen", "east"]);
    expect(shown({ result: sought("东关"), toggled: { east: true, recorder: true } })).toHaveLength(6);
    expect(shown({ result: sought("没有") })).toEqual([]);
  });

  it("are what a filter lets through, within a search too", () => {
    expect(shown({ filter: "offline" })).toEqual(["county", "town/tianzhen", "east", "recorder", "recorder/2"]);
    expect(shown({ filter: "onWall" })).toEqual(["county", "town/huagou", "school", "gate/1"]);
    expect(shown({ filter: "unsupported" })).toEqual([]);
    expect(shown({ filter: "online", result: sought("东关") })).toEqual(["county", "town/tianzhen", "east"]);
    expect(shown({ filter: "offline", result: sought("校门") })).toEqual([]);
  });

  it("are no more than can be drawn at once, and say so", () => {
    const many = treeOf(Array.from({ length: 2_000 }, (_, at) => deviceOf({ id: `d${String(at)}`, name: "门" })));
    const view = treeViewOf({ ...plain, tree: many, result: sought("门", many) });
    expect(view.order).toHaveLength(maxRows);
    expect([view.cut, view.cameraCount]).toEqual([true, 2_000]);
  });

  it("name exactly the branches that have rows under them as open, whatever was opened and shut", () => {
    const key = fc.constantFrom(...tree.nodes.map((node) => node.key));
    fc.assert(
      fc.property(fc.dictionary(key, fc.boolean()), fc.constantFrom("", "东", "10.0", "社区"), (toggled, typed) => {
        const result = typed === "" ? null : sought(typed);
        const view = treeViewOf({ ...plain, toggled, result });
        expect(keysOf(view.rows)).toEqual(view.order.map((node) => node.key));
        const withRows = (rows: readonly TreeRow[]): string[] =>
          rows.flatMap((row) => (row.children.length > 0 ? [row.key, ...withRows(row.children)] : []));
        expect(new Set(view.expandedKeys)).toEqual(new Set(withRows(view.rows)));
      }),
    );
  });
});

describe("counts", () => {
  it("say how many of a branch are online", () => {
    const countOf = branchCounter(tree.cameraIds, states);
    const counts = Object.fromEntries(tree.nodes.map((node) => [node.key, countOf(node)]));
    expect(counts).toMatchObject({
      county: { online: 2, total: 4 },
      east: { online: 1, total: 2 },
      unassigned: { online: 0, total: 1 },
    });
  });

  it("say how many each filter lets through", () => {
    expect(filterCounts(tree.cameraIds, plain)).toEqual({ all: 4, online: 2, offline: 1, unsupported: 0, onWall: 1 });
  });
});

describe("a selection", () => {
  const nodeOf = (key: string) => tree.nodes.find((node) => node.key === key)!;

  it("goes from one row to another, in either direction", () => {
    const order = tree.nodes;
    expect(rangeBetween(order, "recorder/1", "east")).toEqual(["east", "recorder", "recorder/1"]);
    expect(rangeBetween(order, "gone", "east")).toEqual(["east"]);
    expect(rangeBetween(order, "east", "gone")).toEqual([]);
  });

  it("holds each camera and device once, in the order of the tree", () => {
    const rows = ["east", "recorder/1", "gate/1"].map(nodeOf);
    expect(camerasOfRows(rows, (row) => shownCamerasUnder(plain, row))).toEqual(["recorder/1", "recorder/2", "gate/1"]);
    expect(devicesOfRows(tree.nodes, rows)).toEqual(["recorder", "gate"]);
  });

  it("takes of a branch what the filter lets through", () => {
    expect(shownCamerasUnder({ ...plain, filter: "online" }, nodeOf("east"))).toEqual(["recorder/1"]);
  });
});

describe("the state of a camera", () => {
  const health = (deviceId: string, state: DeviceHealth["state"], cause: FailureKind | null = null): DeviceHealth => ({
    ...{ deviceId, state, cause },
    sinceUtcMs: null,
    loginFailure: null,
    clockOffsetMs: null,
    firmwareVersion: "",
    firmwareChange: null,
    recording: null,
  });

  const statesBy = (of: readonly Device[], rows: readonly DeviceHealth[]) =>
    recordedStatesOf(of, (deviceId) => rows.find((row) => row.deviceId === deviceId));

  it("is what its tile shows, else what its device was found to be", () => {
    const recorded = statesBy(devices, [health("recorder", "online"), health("gate", "offline", "timedOut")]);
    const now = withTiles(recorded, { "recorder/1": "stalled", "gate/1": "connecting", "lost/1": "late" });
    expect(tree.cameraIds.map((id) => now.get(id))).toEqual(["offline", "online", "offline", "online"]);
  });

  it.each(["keyFrames", "snapshot"] as const)("is online where its tile was lowered to %s on purpose", (kind) => {
    const states = withTiles(statesBy(devices, []), { "gate/1": kind });
    expect(branchCounter(["gate/1"], states)({ firstCamera: 0, lastCamera: 1 })).toEqual({ online: 1, total: 1 });
  });

  it("is unsupported where it has no stream, or its device speaks nothing we know", () => {
    const [, , lost] = devices;
    const bare = { ...lost!, cameras: lost!.cameras.map((camera) => ({ ...camera, profiles: [] })) };
    const recorded = statesBy([devices[0]!, bare], [health("gate", "offline", "notOnvif")]);
    expect([...recorded.values()]).toEqual(["unsupported", "unsupported"]);
  });
});
