import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { obtainSecret, SecretError, type KeyStore } from "../../main/secrets";

const sealing = (backend: string): KeyStore => ({
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(Buffer.from(text).map((byte) => byte ^ 0x5a)),
  decryptString: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString(),
  getSelectedStorageBackend: () => backend,
});
const keyring = sealing("gnome_libsecret");
const plainText = sealing("basic_text");

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "zhishou-secrets-"));
});
afterEach(() => {
  rmSync(dataFolder, { recursive: true });
});
const keyPath = (): string => join(dataFolder, "database-key.json");
const real = { throwAway: false, databaseExists: false };

describe("the database key", () => {
  it("is made once, sealed by the platform, and found again", () => {
    const first = obtainSecret({ dataFolder, ...real, keyStore: keyring });
    const second = obtainSecret({ dataFolder, ...real, databaseExists: true, keyStore: keyring });
    if (first.kind !== "key" || second.kind !== "key") throw new Error("a key was expected");
    expect(Buffer.from(second.key).equals(first.key)).toBe(true);
    expect(first.key).toHaveLength(32);
    expect(readFileSync(keyPath(), "utf8")).not.toContain(Buffer.from(first.key).toString("base64"));
    expect(statSync(keyPath()).mode & 0o077).toBe(0);
  });

  it("is never kept where the platform would keep it in the clear: a passphrase is asked for", () => {
    const first = obtainSecret({ dataFolder, ...real, keyStore: plainText });
    if (first.kind !== "passphraseNeeded") throw new Error("a passphrase should be asked for");
    expect(first.firstTime).toBe(true);
    const key = first.keyFrom("雨后的高青");
    expect(key).toHaveLength(32);
    expect(readFileSync(keyPath(), "utf8")).not.toContain(Buffer.from(key).toString("base64"));

    const again = obtainSecret({ dataFolder, ...real, databaseExists: true, keyStore: plainText });
    if (again.kind !== "passphraseNeeded") throw new Error("a passphrase should be asked for");
    expect(again.firstTime).toBe(false);
    expect(Buffer.from(again.keyFrom("雨后的高青")).equals(key)).toBe(true);
    expect(Buffer.from(again.keyFrom("雨后的高清")).equals(key)).toBe(false);
  });

  it("of a demonstration is not taken for real data, nor the other way round", () => {
    obtainSecret({ dataFolder, throwAway: true, databaseExists: false, keyStore: keyring });
    expect(() => obtainSecret({ dataFolder, ...real, keyStore: keyring })).toThrow(SecretError);
  });

  it("is not replaced when its file is damaged or gone while the database is there", () => {
    expect(() => obtainSecret({ dataFolder, ...real, databaseExists: true, keyStore: keyring })).toThrow(/missing/);
    writeFileSync(keyPath(), "{");
    expect(() => obtainSecret({ dataFolder, ...real, databaseExists: true, keyStore: keyring })).toThrow(
      /cannot be read/,
    );
    expect(readFileSync(keyPath(), "utf8")).toBe("{");
  });
});
