import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  acknowledge,
  beginFile,
  caughtUp,
  endFile,
  newFlow,
  sendTag,
  type FlowLimits,
  type FlowState,
} from "../../../native/media/flowControl";

const limits: FlowLimits = { unacknowledgedBytes: 1_000, unacknowledgedMs: 4_000, unacknowledgedSendings: 50 };

describe("a window that keeps up", () => {
  test("is sent every tag", () => {
    let flow = beginFile(newFlow, 300, 0);
    for (let nowMs = 0; nowMs < 20_000; nowMs += 66) {
      flow = sendTag(flow, 200, limits, nowMs);
      expect(flow.kind).toBe("flowing");
      flow = acknowledge(flow, 1, flow.sentBytes);
    }
    expect(flow.unacknowledged).toEqual([]);
  });

  test("may start with a group of pictures larger than the limit", () => {
    const flow = sendTag(beginFile(newFlow, 5_000, 0), 200, limits, 10);
    expect(flow.kind).toBe("flowing");
  });
});

describe("a window that falls behind", () => {
  test.each([
    ["bytes", 400, 0],
    ["time", 1, 1_500],
    ["count", 1, 0],
  ])("is cut by %s, and gets nothing until it has caught up", (_, bytes, stepMs) => {
    let flow = beginFile(newFlow, 10, 0);
    let nowMs = 0;
    for (let sent = 0; sent < 100 && flow.kind === "flowing"; sent += 1) {
      nowMs += stepMs;
      flow = sendTag(flow, bytes, limits, nowMs);
    }
    expect(flow.kind).toBe("cut");
    const cut = flow;
    expect(sendTag(cut, 1, limits, nowMs)).toBe(cut);
    const after = acknowledge(cut, 1, cut.sentBytes);
    expect(caughtUp(after, limits, nowMs)).toBe(true);
    expect(beginFile(after, 10, nowMs)).toMatchObject({ kind: "flowing", generation: 2, sentBytes: 10 });
  });

  test("is not given a new file at every key frame while it takes nothing", () => {
    let flow = beginFile(newFlow, 800, 0);
    flow = sendTag(flow, 1_100, limits, 0);
    expect(flow.kind).toBe("cut");
    expect(caughtUp(flow, limits, 60_000)).toBe(false);
  });
});

test("an acknowledgement of what was never sent is not believed", () => {
  const flow = beginFile(newFlow, 100, 0);
  expect(acknowledge(flow, 1, 101)).toBe(flow);
  expect(acknowledge(flow, 2, 0)).toBe(flow);
});

test("an acknowledgement of a new file covers the old one", () => {
  const flow = beginFile(endFile(beginFile(newFlow, 100, 0)), 50, 1);
  expect(flow.unacknowledgedBytes).toBe(150);
  expect(acknowledge(flow, 2, 0).unacknowledgedBytes).toBe(50);
  expect(acknowledge(flow, 1, 100).unacknowledgedBytes).toBe(50);
});

describe("whatever a camera sends and a window acknowledges", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("tag" as const), bytes: fc.nat(600), key: fc.boolean() }),
    fc.record({ kind: fc.constant("acknowledge" as const), generation: fc.nat(5), bytes: fc.nat(3_000) }),
    fc.record({ kind: fc.constant("later" as const), byMs: fc.nat(6_000) }),
    fc.record({ kind: fc.constant("fileEnded" as const) }),
  );
  const firstSending = 200;

  test("what is under way is bounded, and a window that catches up always gets a new file", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        let flow: FlowState = newFlow;
        let nowMs = 0;
        for (const one of steps) {
          const before = flow;
          if (one.kind === "later") nowMs += one.byMs;
          else if (one.kind === "fileEnded") flow = endFile(flow);
          else if (one.kind === "acknowledge") flow = acknowledge(flow, one.generation, one.bytes);
          else {
            flow = sendTag(flow, one.bytes, limits, nowMs);
            if (flow.kind !== "flowing" && one.key && caughtUp(flow, limits, nowMs))
              flow = beginFile(flow, firstSending, nowMs);
          }
          expect(flow.unacknowledgedBytes).toBe(flow.unacknowledged.reduce((sum, sent) => sum + sent.bytes, 0));
          expect(flow.unacknowledgedBytes).toBeLessThanOrEqual(limits.unacknowledgedBytes + firstSending);
          expect(flow.unacknowledged.length).toBeLessThanOrEqual(limits.unacknowledgedSendings + 1);
          expect(flow.generation).toBeGreaterThanOrEqual(before.generation);
        }
        const taken = acknowledge(flow, flow.generation, flow.sentBytes);
        expect(taken.unacknowledged).toEqual([]);
        expect(caughtUp(taken, limits, nowMs)).toBe(true);
      }),
    );
  });
});
