import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { UsernameToken } from "./soap";
import { openUsernameTokenGuard } from "./usernameToken";

const nowUtcMs = Date.UTC(2026, 10, 24, 8);
const options = { userName: "operator", password: "密码", refuseRepeatedNonces: true, nowUtcMs: () => nowUtcMs };

const token = (offsetMs: number, nonce: string, password = options.password): UsernameToken => {
  const created = new Date(nowUtcMs + offsetMs).toISOString();
  const digest = createHash("sha1").update(nonce).update(created).update(password).digest("base64");
  return {
    userName: "operator",
    password: digest,
    passwordType: "PasswordDigest",
    nonce: Buffer.from(nonce).toString("base64"),
    created,
  };
};

describe("WS-UsernameToken", () => {
  it("is accepted within five minutes of the camera's clock and not beyond", () => {
    const accepted = openUsernameTokenGuard(options);
    const offsets = [-300_001, -300_000, 0, 300_000, 300_001];
    expect(offsets.map((offsetMs) => accepted(token(offsetMs, String(offsetMs))))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it("is accepted once, unless the camera takes repeated nonces", () => {
    const strict = openUsernameTokenGuard(options);
    expect([strict(token(0, "n")), strict(token(1, "n"))]).toEqual([true, false]);
    const lenient = openUsernameTokenGuard({ ...options, refuseRepeatedNonces: false });
    expect([lenient(token(0, "n")), lenient(token(1, "n"))]).toEqual([true, true]);
  });

  it("is refused with a wrong password, another user, plain text or a date that is none", () => {
    const accepted = openUsernameTokenGuard(options);
    expect(accepted(token(0, "a", "guess"))).toBe(false);
    expect(accepted({ ...token(0, "b"), userName: "admin" })).toBe(false);
    expect(accepted({ ...token(0, "c"), passwordType: "PasswordText", password: options.password })).toBe(false);
    expect(accepted({ ...token(0, "d"), created: "yesterday" })).toBe(false);
    expect(accepted(token(0, "a"))).toBe(true); // a refused guess does not use the nonce up
  });
});
