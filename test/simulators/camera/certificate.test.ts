import { X509Certificate, createPrivateKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeCertificate } from "./certificate";

describe("a self-signed certificate", () => {
  it("is read by OpenSSL as signed by its own key, for its address, now", () => {
    const made = makeCertificate("127.0.0.1", "东门");
    const certificate = new X509Certificate(made.certificate);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(createPrivateKey(made.key))).toBe(true);
    expect([certificate.checkIP("127.0.0.1"), certificate.checkIP("127.0.0.2")]).toEqual(["127.0.0.1", undefined]);
    expect(certificate.fingerprint256).toBe(made.fingerprint256);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now());
  });

  it("is another one each time", () => {
    expect(makeCertificate("127.0.0.1", "a").fingerprint256).not.toBe(makeCertificate("127.0.0.1", "a").fingerprint256);
  });
});
