import { Worker } from "node:worker_threads";
import type { Copying } from "./copyAndCheck";

/** What the thread is told. */
export interface CopyOrder extends Copying {
  readonly addonPath: string | null;
}

/** What it answers: the damage of the copy (null: none), or the error there was, as an `Error` loses its code on the way. */
export type CopyAnswer = { readonly damage: string | null } | { readonly message: string; readonly code?: unknown };

/**
 * Makes the copier `app/database` asks for (its `StartCopy`): {@link copyAndCheck} in a thread with a connection of its
 * own, so that the caller's loop goes on. The key goes to it in memory alone and is wiped there.
 *
 * `threadFile` is the built `copyThread`; `addonPath` as in `createOpenSqlite`.
 */
export const createStartCopy = (threadFile: string, addonPath: string | null) => (copying: Copying) => {
  // A view into a larger buffer would take that along.
  const key = Uint8Array.from(copying.key);
  const order: CopyOrder = { ...copying, key, addonPath };
  const thread = new Worker(threadFile, { name: "copy", env: {}, workerData: order, transferList: [key.buffer] });
  const done = new Promise<string | null>((resolve, reject) => {
    let answer: CopyAnswer = { message: "the thread that copies ended without an answer" };
    thread.on("message", (message: CopyAnswer) => (answer = message));
    thread.on("error", ({ message }) => (answer = { message }));
    // Not before: until then it may write to the file.
    thread.on("exit", () => {
      if ("damage" in answer) resolve(answer.damage);
      else reject(Object.assign(new Error(answer.message), answer.code === undefined ? {} : { code: answer.code }));
    });
  });
  return {
    done,
    stop: () => void thread.terminate(),
  };
};
