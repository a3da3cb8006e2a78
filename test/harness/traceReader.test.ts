import { describe, expect, it } from "vitest";
import { createTraceReader } from "./traceReader";

const named = (pid: number, tid: number, name: string): string =>
  JSON.stringify({ ph: "M", name: "thread_name", cat: "__metadata", pid, tid, args: { name } });
const task = (pid: number, tid: number, ts: number, dur: number, tdur?: number): string =>
  JSON.stringify({ ph: "X", name: "ThreadControllerImpl::RunTask", cat: "toplevel", pid, tid, ts, dur, tdur });

describe("the trace reader", () => {
  it("keeps the tasks of the page's own main thread, wherever the thread is named, and its marks", () => {
    const reader = createTraceReader(7);
    const mark = { ph: "I", name: "hand:typing", cat: "blink.user_timing", pid: 7, tid: 1, ts: 2_000 };
    for (const line of [
      `{"traceEvents":[${task(7, 1, 9_000, 4_000, 3_000)},`,
      `${task(7, 1, 1_000, 500)},`,
      `${task(7, 2, 1_000, 90_000)},`,
      `${task(8, 1, 1_000, 80_000)},`,
      `${JSON.stringify(mark)},`,
      `${named(7, 2, "Compositor")},`,
      `${named(7, 1, "CrRendererMain")}],`,
      '"metadata":{"clock-domain":"LINUX_CLOCK_MONOTONIC"}}',
    ])
      reader.read(line);
    expect(reader.end()).toEqual({
      tasks: [
        { startMs: 1, endMs: 1.5, cpuMs: null },
        { startMs: 9, endMs: 13, cpuMs: 3 },
      ],
      marks: [{ name: "hand:typing", atMs: 2 }],
    });
  });

  it("reads on after a line that is none, and says when the page is not in the trace", () => {
    const reader = createTraceReader(7);
    for (const line of ["", "{", '{"cut": "in the mid', named(8, 1, "CrRendererMain")]) reader.read(line);
    expect(() => reader.end()).toThrow("no main thread");
  });
});
