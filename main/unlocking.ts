import type { Recovery } from "../app/contract/shell";
import type { Failure } from "../app/domain/failure";
import type { ConsoleState } from "./consoles";
import { SecretError, type Secret } from "./secrets";

/** What of the program the way to an open database needs. */
export interface UnlockingParts {
  readonly obtainSecret: () => Secret;
  /** Starts station and media with this key. */
  readonly startWith: (key: Uint8Array, recovery: Recovery | null) => void;
  /** Ends them again after the station could not use the database. */
  readonly stop: () => void;
  readonly show: (state: ConsoleState) => void;
}

/** What the rest of the shell tells it. */
export interface Unlocking {
  begin(): void;
  onPassphrase(passphrase: string): void;
  onRecovery(choice: Recovery): void;
  onStationFailed(failure: Failure, lastBackupAtUtcMs: number | null): void;
}

/**
 * From a locked database to a running station:
 *
 *     starting ──key kept by the platform──────────────► station starts
 *        └─────no key──► locked ──passphrase──► station starts ──key wrong──► locked (wrong)
 *     damaged ──► unusable, recoverable ──backup or empty──► station starts
 *     any failure else ──► unusable
 */
export const createUnlocking = (parts: UnlockingParts): Unlocking => {
  let secret: Secret | null = null;
  let key: Uint8Array | null = null;
  let waitsFor: "passphrase" | "recovery" | null = null;

  const lock = (wrong: boolean): void => {
    if (secret?.kind !== "passphraseNeeded") return;
    waitsFor = "passphrase";
    parts.show({ state: "locked", firstTime: secret.firstTime, wrong });
  };

  const start = (opening: Uint8Array, recovery: Recovery | null): void => {
    waitsFor = null;
    key = opening;
    parts.startWith(opening, recovery);
  };

  return {
    begin: () => {
      try {
        secret = parts.obtainSecret();
      } catch (thrown) {
        if (!(thrown instanceof SecretError)) throw thrown;
        parts.show({ state: "unusable", kind: "databaseKeyWrong", detail: thrown.message, recoverable: null });
        return;
      }
      if (secret.kind === "key") start(secret.key, null);
      else lock(false);
    },
    onPassphrase: (passphrase) => {
      if (waitsFor !== "passphrase" || secret?.kind !== "passphraseNeeded") return;
      parts.show({ state: "starting" });
      start(secret.keyFrom(passphrase), null);
    },
    onRecovery: (choice) => {
      if (waitsFor !== "recovery" || key === null) return;
      parts.show({ state: "starting" });
      start(key, choice);
    },
    onStationFailed: (failure, lastBackupAtUtcMs) => {
      parts.stop();
      if (failure.kind === "databaseKeyWrong" && secret?.kind === "passphraseNeeded") {
        lock(true);
        return;
      }
      const isDamaged = failure.kind === "databaseCorrupt";
      if (isDamaged) waitsFor = "recovery";
      const recoverable = isDamaged ? { lastBackupAtUtcMs } : null;
      parts.show({ state: "unusable", kind: failure.kind, detail: failure.detail ?? "", recoverable });
    },
  };
};
