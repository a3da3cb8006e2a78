import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Device } from "../../../../app/contract/device";
import type { DeviceHealth } from "../../../../app/contract/health";
import { deviceRows, messagesOf, searchableOf, type DeviceRow } from "../../../../renderer/features/devices/deviceRows";
import {
  countStates,
  passes,
  sortRows,
  wholeTable,
  type RowFilter,
} from "../../../../renderer/features/devices/rowFilter";
import {
  hiddenCount,
  nothingSelected,
  reachedTo,
  selectedRows,
  selectionOf,
  toggled,
  withListed,
  withoutListed,
  type RowSelection,
} from "../../../../renderer/features/devices/rowSelection";
import { noReadings } from "../../../../renderer/features/tree/readings";
import { search, searchIndexOf, wordsOf } from "../../../../renderer/features/tree/treeSearch";
import { deviceOf } from "../../../harness/deviceRecord";
import { inChinese } from "../../../harness/words";
import { siteOf } from "../tree/records";

const healthOf = (deviceId: string, more: Partial<DeviceHealth> = {}): DeviceHealth => ({
  ...{ deviceId, state: "online", sinceUtcMs: 0, cause: null, loginFailure: null, clockOffsetMs: 0 },
  ...{ firmwareVersion: "1.0", firmwareChange: null, recording: null },
  ...more,
});

const rowOf = (device: Device, health?: DeviceHealth): DeviceRow => {
  const [row] = deviceRows([device], [], health === undefined ? {} : { [device.id]: health });
  if (row === undefined) throw new Error("no row");
  return row;
};

const school = siteOf("s", "中心小学", "huagou");
const one = deviceOf({ id: "1", name: "大门 10", host: "10.0.0.10", siteId: "s" });
const two = { ...deviceOf({ id: "2", name: "大门 9", host: "10.0.0.9" }), manufacturer: "Hikang" };
const three = deviceOf({ id: "3", name: "大门 1", host: "10.0.0.100" });
const rows = deviceRows([one, two, three], [school], {
  "1": healthOf("1", { state: "offline", cause: "timedOut" }),
  "2": healthOf("2", { loginFailure: "lockedOut" }),
});
const idsOf = (listed: readonly DeviceRow[]): string[] => listed.map(({ id }) => id);

describe("what a device's row says", () => {
  it("names the port only where it is not the usual one", () => {
    expect(rowOf(one).address).toBe("10.0.0.10");
    expect(rowOf({ ...one, port: 8000 }).address).toBe("10.0.0.10:8000");
    const stream: Device = { ...one, kind: "stream", serviceUrl: "rtsp://10.0.0.10/a", port: 554 };
    expect(rowOf(stream).address).toBe("10.0.0.10");
    expect(rowOf({ ...stream, port: 8554 }).address).toBe("10.0.0.10:8554");
  });

  it("says what is wrong and what to do, everything that is", () => {
    const untold = { channels: [], recordings: null, oldestAtUtcMs: null, newestAtUtcMs: null };
    const recording = { ...untold, state: "stopped", toldAtUtcMs: 0 } as const;
    const wrong = healthOf("1", { loginFailure: "credentialsRefused", recording, clockOffsetMs: -3_600_000 });
    const [login, recordings, clock, ...rest] = messagesOf(inChinese, rowOf(one, wrong));
    expect(login).toContain("已停止尝试");
    expect(recordings).toBe("未录像。请查看录像机的录像计划和硬盘。");
    expect(clock).toContain("−3600.0 秒");
    expect(rest).toEqual([]);
    expect(messagesOf(inChinese, rowOf(one, healthOf("1")))).toEqual([]);
    expect(messagesOf(inChinese, rowOf(one))).toEqual([]);
  });
});

describe("which rows are listed", () => {
  const listed = (filter: Partial<RowFilter>): string[] =>
    idsOf(rows.filter((row) => passes(row, { ...wholeTable, ...filter })));

  it("are those of a state, a site, a maker, or of none", () => {
    expect(listed({})).toEqual(["1", "2", "3"]);
    expect(listed({ state: "offline" })).toEqual(["1"]);
    expect(listed({ state: "loginRefused" })).toEqual(["2"]);
    expect(listed({ siteId: "s" })).toEqual(["1"]);
    expect(listed({ siteId: "" })).toEqual(["2", "3"]);
    expect(listed({ maker: "Hikang" })).toEqual(["2"]);
    expect(listed({ maker: "", state: "unknown" })).toEqual(["3"]);
    expect(countStates(rows)).toEqual({ offline: 1, loginRefused: 1, unknown: 1, online: 0 });
  });

  it("are sorted as a person counts, and stand as recorded without an order", () => {
    expect(idsOf(sortRows(rows, { key: "name", order: "ascend" }))).toEqual(["3", "2", "1"]);
    expect(idsOf(sortRows(rows, { key: "address", order: "descend" }))).toEqual(["3", "1", "2"]);
    expect(idsOf(sortRows(rows, { key: "state", order: "ascend" }))).toEqual(["1", "2", "3"]);
    expect(sortRows(rows, null)).toBe(rows);
  });

  it("are found by name, site, address, maker, serial number", () => {
    const records = [searchableOf({ ...one, serialNumber: "SN-77" }, school), searchableOf(two, undefined)];
    const found = (typed: string): number[] => [
      ...search(records, searchIndexOf(records, noReadings), wordsOf(typed)).found,
    ];
    expect(found("大门")).toEqual([1, 1]);
    expect(found("小学 大门")).toEqual([1, 0]);
    expect(found("10.0.0.9")).toEqual([0, 1]);
    expect(found("hikang")).toEqual([0, 1]);
    expect(found("sn-77")).toEqual([1, 0]);
  });
});

it("keeps a row for as long as nothing of its device changed", () => {
  const devices = [deviceOf({ id: "1", name: "甲" }), deviceOf({ id: "2", name: "乙" })];
  const before = deviceRows(devices, [], {});
  expect(deviceRows(devices, [], {})[0]).toBe(before[0]);
  const changed = devices.with(0, deviceOf({ id: "1", name: "新名" }));
  const after = deviceRows(changed, [], {});
  expect(after[0]?.device.name).toBe("新名");
  expect(after[1]).toBe(before[1]);
});

describe("ticked devices", () => {
  it("grow by Ctrl one by one and by Shift to a range", () => {
    const first = toggled(nothingSelected, "3");
    expect([...reachedTo(first, rows, "2").ids]).toEqual(["3", "2"]);
    expect([...reachedTo(reachedTo(first, rows, "1"), rows, "2").ids].toSorted()).toEqual(["1", "2", "3"]);
    expect(toggled(first, "3").ids.size).toBe(0);
    expect([...reachedTo(nothingSelected, rows, "2").ids]).toEqual(["2"]);
  });

  it("stay ticked while a filter hides them, and are counted", () => {
    const [first, second, third] = rows as [DeviceRow, DeviceRow, DeviceRow];
    const ticked = withListed(selectionOf([first.id, "removed"]), [second, third]);
    expect(selectedRows(rows, ticked)).toEqual(rows);
    expect(hiddenCount(rows, [second], ticked)).toBe(2);
    const unticked = withoutListed(ticked, [second, third]);
    expect(selectedRows(rows, unticked)).toEqual([first]);
    expect(hiddenCount(rows, [second, third], unticked)).toBe(1);
    expect(hiddenCount(rows, rows, unticked)).toBe(0);
  });

  it("are never handed on while they are not listed", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("toggle" as const), id: fc.constantFrom("1", "2", "3") }),
      fc.record({ kind: fc.constant("reach" as const), id: fc.constantFrom("1", "2", "3") }),
    );
    fc.assert(
      fc.property(fc.array(step), fc.subarray([...rows]), (steps, listed) => {
        let selection: RowSelection = nothingSelected;
        for (const { kind, id } of steps)
          selection = kind === "toggle" ? toggled(selection, id) : reachedTo(selection, listed, id);
        const handedOn = selectedRows(listed, selection);
        expect(handedOn.every((row) => listed.includes(row) && selection.ids.has(row.id))).toBe(true);
      }),
    );
  });
});
