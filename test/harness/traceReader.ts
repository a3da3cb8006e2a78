/** Reads Chromium's trace (JSON, one event a line) without holding it: of a page's main thread only what is asked for. */

/** One task of a page's main thread. Times are of the trace's clock. */
export interface PageTask {
  readonly startMs: number;
  readonly endMs: number;
  /** What of it the thread spent on a processor; null where the trace does not say. */
  readonly cpuMs: number | null;
}

/** A `performance.mark` of the page. */
export interface TraceMark {
  readonly name: string;
  readonly atMs: number;
}

export interface TraceReader {
  read(line: string): void;
  /** @throws when no line named the page's main thread */
  end(): { readonly tasks: readonly PageTask[]; readonly marks: readonly TraceMark[] };
}

/** Of the trace event format, what is read here; times in microseconds. */
interface TraceEvent {
  readonly name?: string;
  readonly cat?: string;
  readonly ph?: string;
  readonly pid?: number;
  readonly tid?: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: unknown };
}

const taskName = "ThreadControllerImpl::RunTask";
const mainThread = "CrRendererMain";

/** A line without what binds the events to one array; null for one that is no event. */
const eventIn = (line: string): TraceEvent | null => {
  const text = line.replace(/^\{"traceEvents":\[/, "").replace(/\]?,?\s*$/, "");
  if (!text.startsWith("{")) return null;
  try {
    return JSON.parse(text) as TraceEvent;
  } catch {
    return null;
  }
};

export const createTraceReader = (pid: number): TraceReader => {
  const tasksOf = new Map<number, PageTask[]>();
  const marks: TraceMark[] = [];
  let mainThreadId: number | null = null;

  return {
    read: (line) => {
      const event = eventIn(line);
      if (event?.pid !== pid) return;
      const { name = "", cat = "", ph, tid = 0, ts = 0, dur = 0, tdur } = event;
      if (name === "thread_name" && event.args?.name === mainThread) mainThreadId = tid;
      else if (cat === "blink.user_timing") marks.push({ name, atMs: ts / 1000 });
      else if (name === taskName && ph === "X") {
        const task = { startMs: ts / 1000, endMs: (ts + dur) / 1000, cpuMs: tdur === undefined ? null : tdur / 1000 };
        const known = tasksOf.get(tid);
        if (known === undefined) tasksOf.set(tid, [task]);
        else known.push(task);
      }
    },
    end: () => {
      if (mainThreadId === null) throw new Error("the trace names no main thread of the page");
      return {
        tasks: (tasksOf.get(mainThreadId) ?? []).sort((one, other) => one.startMs - other.startMs),
        marks: marks.sort((one, other) => one.atMs - other.atMs),
      };
    },
  };
};
