import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A private key and its self-signed certificate, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  /** SHA-256 of the certificate's DER, in hexadecimal with colons as `X509Certificate.fingerprint256` has it. */
  readonly fingerprint256: string;
}

// DER (X.690): tag, length, content.
const der = (tag: number, ...contents: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
};
const sequence = (...contents: readonly Buffer[]): Buffer => der(0x30, ...contents);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, "hex"));
const time = (utcMs: number): Buffer =>
  der(0x18, Buffer.from(new Date(utcMs).toISOString().replace(/[-:T]|\.\d+/g, ""), "ascii"));

const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
const commonName = oid("550403");
const subjectAltName = oid("551d11");
const dayMs = 86_400_000;

/** A new P-256 key with a certificate for an IPv4 address (RFC 5280 §4.1), good for ten years, signed by itself. */
export const makeCertificate = (address: string, name: string): Certificate => {
  const keys = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const subject = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(name)))));
  const ipAddress = der(0x87, Buffer.from(address.split(".").map(Number)));
  const serial = Buffer.concat([Buffer.of(0x01), randomBytes(15)]); // positive, at most 20 octets
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, serial),
    ecdsaWithSha256,
    subject,
    sequence(time(Date.now() - dayMs), time(Date.now() + 3_650 * dayMs)),
    subject,
    keys.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(sequence(subjectAltName, der(0x04, sequence(ipAddress))))),
  );
  const signature = der(0x03, Buffer.of(0), sign("sha256", toBeSigned, keys.privateKey));
  const whole = sequence(toBeSigned, ecdsaWithSha256, signature);
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n"),
    fingerprint256: (createHash("sha256").update(whole).digest("hex").toUpperCase().match(/../g) ?? []).join(":"),
  };
};
