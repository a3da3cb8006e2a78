import PQueue from "p-queue";
import type { Clock } from "../base/clock";

/** Long for a slow stick; with a second look still within what a window waits for an answer. */
export const patienceMs = 10_000;

/** What is asked of folders that may never answer: a share whose server is gone holds its caller for ever. */
export interface Patience {
  /**
   * One after another for each folder, so that one that is silent holds one of the few threads that Node has for files
   * and names. Rejects as `work` does, and as the file system would with `ETIMEDOUT` after {@link patienceMs}; `undo`
   * takes back what was done later all the same.
   */
  run<Value>(folder: string, work: () => Promise<Value>, undo?: () => Promise<void>): Promise<Value>;
}

const noAnswer = (): Error =>
  Object.assign(new Error("the folder does not answer"), { code: "ETIMEDOUT", syscall: "write" });

export const createPatience = (clock: Clock): Patience => {
  const turns = new Map<string, PQueue>();
  return {
    run: (folder, work, undo) =>
      new Promise((resolve, reject) => {
        let gaveUp = false;
        const isLate = (): boolean => gaveUp;
        const callOff = clock.after(patienceMs, () => {
          gaveUp = true;
          reject(noAnswer());
        });
        const takeTurn = async (): Promise<void> => {
          if (isLate()) return;
          await work()
            .then((value) => (isLate() ? undo?.() : resolve(value)))
            .catch(reject)
            .finally(callOff);
        };
        const queue = turns.get(folder) ?? new PQueue({ concurrency: 1 });
        turns.set(folder, queue);
        void queue.add(takeTurn).then(() => {
          if (queue.size + queue.pending === 0) turns.delete(folder);
        });
      }),
  };
};
