import type { Failure } from "../app/domain/failure";
import type { ConsoleState } from "./consoles";
import { SecretError, type Secret } from "./secrets";

/** What of the program the way to an open database needs. */
export interface UnlockingParts {
  readonly obtainSecret: () => Secret;
  /** Starts station and media with this key. */
  readonly startWith: (key: Uint8Array) => void;
  /** Ends them again after the station refused the key. */
  readonly stop: () => void;
  readonly show: (state: ConsoleState) => void;
}

/**
 * From a locked database to a running station:
 *
 *     starting ──key kept by the platform──────────────► station starts
 *        └─────no key──► locked ──passphrase──► station starts ──key wrong──► locked (wrong)
 *     any failure else ──► unusable
 */
export const createUnlocking = (
  parts: UnlockingParts,
): { begin(): void; onPassphrase(passphrase: string): void; onStationFailed(failure: Failure): void } => {
  let secret: Secret | null = null;
  let waitsForPassphrase = false;

  const lock = (wrong: boolean): void => {
    if (secret?.kind !== "passphraseNeeded") return;
    waitsForPassphrase = true;
    parts.show({ state: "locked", firstTime: secret.firstTime, wrong });
  };

  return {
    begin: () => {
      try {
        secret = parts.obtainSecret();
      } catch (thrown) {
        if (!(thrown instanceof SecretError)) throw thrown;
        parts.show({ state: "unusable", kind: "databaseKeyWrong", detail: thrown.message });
        return;
      }
      if (secret.kind === "key") parts.startWith(secret.key);
      else lock(false);
    },
    onPassphrase: (passphrase) => {
      if (!waitsForPassphrase || secret?.kind !== "passphraseNeeded") return;
      waitsForPassphrase = false;
      parts.show({ state: "starting" });
      parts.startWith(secret.keyFrom(passphrase));
    },
    onStationFailed: (failure) => {
      parts.stop();
      if (failure.kind === "databaseKeyWrong" && secret?.kind === "passphraseNeeded") lock(true);
      else parts.show({ state: "unusable", kind: failure.kind, detail: failure.detail ?? "" });
    },
  };
};
