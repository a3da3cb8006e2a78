import { createHash, randomBytes } from "node:crypto";
import type { Credential } from "../../contract/media";
import { escapeXml } from "./soap";

/** WS-Security UsernameToken Profile 1.0, the login of devices older than HTTP digest. */

const security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
const utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
const base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

/** Base64(SHA-1(nonce as raw bytes + created + password)); texts as UTF-8. */
export const passwordDigest = (nonce: Uint8Array, created: string, password: string): string =>
  createHash("sha1").update(nonce).update(created, "utf8").update(password, "utf8").digest("base64");

/** The SOAP header. `deviceUtcMs` is now by the device's clock: devices refuse what is some seconds to minutes off. */
export const userNameTokenHeader = (
  { userName, password }: Credential,
  deviceUtcMs: number,
  nonce: Uint8Array = randomBytes(16),
): string => {
  const created = new Date(Math.round(deviceUtcMs)).toISOString();
  return (
    `<w:Security xmlns:w="${security}" xmlns:u="${utility}" e:mustUnderstand="true"><w:UsernameToken>` +
    `<w:Username>${escapeXml(userName)}</w:Username>` +
    `<w:Password Type="${profile}#PasswordDigest">${passwordDigest(nonce, created, password)}</w:Password>` +
    `<w:Nonce EncodingType="${base64}">${Buffer.from(nonce).toString("base64")}</w:Nonce>` +
    `<u:Created>${created}</u:Created></w:UsernameToken></w:Security>`
  );
};
