import type { ElectronApplication } from "@playwright/test";
import { createReadStream, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createTraceReader, type PageTask, type TraceMark } from "./traceReader";

/** What the main thread of a page did, by Chromium's own trace. */
export interface PageTrace {
  /** In the order they began. */
  readonly tasks: readonly PageTask[];
  /** Of `performance.mark`, in the order they were set. */
  readonly marks: readonly TraceMark[];
}

export interface PageTracing {
  /** @throws when the trace shows no main thread of the page */
  stop(): Promise<PageTrace>;
}

/** Of the trace's memory; what comes when it is full is not kept, and a trace of some minutes is far from it. */
const bufferKib = 1_600_000;

/**
 * Begins to record the tasks of the main thread of the program's one page.
 * @param folder where the program may write; the trace is there only while it is read
 */
export const tracePage = async (application: ElectronApplication, folder: string): Promise<PageTracing> => {
  const pid = await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  if (pid === undefined) throw new Error("the program has no window");
  await application.evaluate(({ contentTracing }, config) => contentTracing.startRecording(config), {
    recording_mode: "record-until-full" as const,
    trace_buffer_size_in_kb: bufferKib,
    included_process_ids: [pid],
    included_categories: [
      "toplevel",
      "disabled-by-default-devtools.timeline",
      "devtools.timeline",
      "blink.user_timing",
    ],
    excluded_categories: ["*"],
  });
  return {
    stop: async () => {
      const file = await application.evaluate(
        ({ contentTracing }, path) => contentTracing.stopRecording(path),
        join(folder, "page-trace.json"),
      );
      try {
        const reader = createTraceReader(pid);
        for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
          reader.read(line);
        return reader.end();
      } finally {
        rmSync(file, { force: true });
      }
    },
  };
};
