import type { Clock } from "../app/base/clock";
import type { Log } from "../app/base/log";
import type { ElectronPort } from "../app/base/ports";

/** A child process as the supervisor needs it: Electron's `UtilityProcess`, by shape. */
export interface Child {
  readonly pid: number | undefined;
  postMessage(message: unknown, transfer?: ElectronPort[]): void;
  on(event: "spawn", listener: () => void): unknown;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
  kill(): boolean;
}

export interface Supervised {
  /** Sends to the running child; false when there is none. */
  send(message: unknown, transfer?: ElectronPort[]): boolean;
  /** How often it was started again. */
  restarts(): number;
  /** Ends it for good. */
  stop(): void;
}

/** Waits before each new start of what cannot stand: the first one counts again after it has lived for a while. */
const restartDelaysMs = [0, 250, 1000, 2000, 5000] as const;
/** Long enough to have done its work: what ends after that is started at once, so that a wall is not dark for longer. */
const soundLifeMs = 4_000;

/**
 * Keeps one process alive:
 *
 *     starting ──spawn──► running ──exit──► waiting ──delay──► starting
 *        any ──stop──► stopped
 */
export const supervise = (parts: {
  readonly name: string;
  readonly fork: () => Child;
  readonly clock: Clock;
  readonly log: Log;
  /** A new child runs; `restarts` is 0 for the first. */
  readonly onRunning: () => void;
  readonly onMessage?: (message: unknown) => void;
  readonly onLost: () => void;
}): Supervised => {
  const { name, fork, clock, log } = parts;
  let child: Child | null = null;
  let stopped = false;
  let restarts = 0;
  let failuresInARow = 0;

  const start = (): void => {
    if (stopped) return;
    const startedAtMs = clock.monotonicMs();
    const started = fork();
    child = started;
    started.on("spawn", () => {
      if (child !== started) return;
      log.info({ process: name, childPid: started.pid, restarts }, "process runs");
      parts.onRunning();
    });
    started.on("message", (message) => {
      if (child === started) parts.onMessage?.(message);
    });
    started.on("exit", (code) => {
      if (child !== started) return;
      child = null;
      if (stopped) return;
      if (clock.monotonicMs() - startedAtMs > soundLifeMs) failuresInARow = 0;
      const delayMs = restartDelaysMs[Math.min(failuresInARow, restartDelaysMs.length - 1)] ?? 0;
      failuresInARow += 1;
      restarts += 1;
      log.warn({ process: name, code, delayMs }, "process ended; it is started again");
      parts.onLost();
      clock.after(delayMs, start);
    });
  };
  start();

  return {
    send: (message, transfer) => {
      if (child?.pid === undefined) return false;
      child.postMessage(message, transfer);
      return true;
    },
    restarts: () => restarts,
    stop: () => {
      stopped = true;
      child?.kill();
    },
  };
};
