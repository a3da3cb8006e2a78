import { describe, expect, it } from "vitest";
import type { Recovery } from "../../app/contract/shell";
import { failure } from "../../app/domain/failure";
import type { ConsoleState } from "../../main/consoles";
import { SecretError, type Secret } from "../../main/secrets";
import { createUnlocking } from "../../main/unlocking";

const setUp = (obtainSecret: () => Secret) => {
  const shown: ConsoleState[] = [];
  const keys: Uint8Array[] = [];
  const recoveries: (Recovery | null)[] = [];
  let stops = 0;
  const unlocking = createUnlocking({
    obtainSecret,
    startWith: (key, recovery) => {
      keys.push(key);
      recoveries.push(recovery);
    },
    stop: () => (stops += 1),
    show: (state) => shown.push(state),
  });
  return { unlocking, shown, keys, recoveries, stops: () => stops };
};

const passphraseNeeded: Secret = {
  kind: "passphraseNeeded",
  firstTime: false,
  keyFrom: (passphrase) => Buffer.from(passphrase),
};

describe("opening the database", () => {
  it("needs nobody when the platform keeps the key", () => {
    const { unlocking, shown, keys } = setUp(() => ({ kind: "key", key: new Uint8Array(32) }));
    unlocking.begin();
    expect(keys).toHaveLength(1);
    expect(shown).toEqual([]);
  });

  it("asks for the passphrase, and asks again when it was wrong", () => {
    const { unlocking, shown, keys, stops } = setUp(() => passphraseNeeded);
    unlocking.begin();
    expect(shown).toEqual([{ state: "locked", firstTime: false, wrong: false }]);
    unlocking.onPassphrase("not this one");
    unlocking.onStationFailed(failure("databaseKeyWrong"), null);
    expect(stops()).toBe(1);
    expect(shown.at(-1)).toEqual({ state: "locked", firstTime: false, wrong: true });
    unlocking.onPassphrase("but this one");
    expect(keys.map(String)).toEqual([String(Buffer.from("not this one")), String(Buffer.from("but this one"))]);
  });

  it("takes no passphrase while none is asked for", () => {
    const { unlocking, keys } = setUp(() => passphraseNeeded);
    unlocking.onPassphrase("too early");
    unlocking.begin();
    unlocking.onPassphrase("now");
    unlocking.onPassphrase("and again");
    expect(keys).toHaveLength(1);
  });

  it("says why the database cannot be used", () => {
    const { unlocking, shown, keys } = setUp(() => ({ kind: "key", key: new Uint8Array(32) }));
    unlocking.begin();
    unlocking.onStationFailed(failure("databaseNewer", "schema 9, this program knows 1"), 1_000);
    const [detail, recoverable] = ["schema 9, this program knows 1", null];
    expect(shown).toEqual([{ state: "unusable", kind: "databaseNewer", detail, recoverable }]);
    unlocking.onRecovery("empty");
    expect(keys).toHaveLength(1);
  });

  it("says what to do when the key file is damaged", () => {
    const { unlocking, shown, keys } = setUp(() => {
      throw new SecretError("restore it from a copy");
    });
    unlocking.begin();
    expect(keys).toEqual([]);
    expect(shown).toEqual([
      { state: "unusable", kind: "databaseKeyWrong", detail: "restore it from a copy", recoverable: null },
    ]);
  });

  it("lets a person choose what comes in the place of a damaged database, with the key already given", () => {
    const { unlocking, shown, keys, recoveries } = setUp(() => passphraseNeeded);
    unlocking.begin();
    unlocking.onRecovery("empty");
    unlocking.onPassphrase("the passphrase");
    unlocking.onStationFailed(failure("databaseCorrupt", "page 7"), 1_000);
    expect(shown.at(-1)).toMatchObject({ state: "unusable", recoverable: { lastBackupAtUtcMs: 1_000 } });
    unlocking.onRecovery("lastBackup");
    unlocking.onRecovery("empty");
    expect(recoveries).toEqual([null, "lastBackup"]);
    expect(new Set(keys.map(String)).size).toBe(1);
  });
});
