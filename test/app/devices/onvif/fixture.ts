import { readFileSync } from "node:fs";
import { parseXml, type XmlElement } from "../../../../app/devices/onvif/xml";
import { readEnvelope } from "../../../../app/devices/onvif/soap";

/** A file of test/fixtures/onvif, named by its symptom. */
export const fixture = (name: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/onvif/${name}`, import.meta.url));

/** The first element of the SOAP body in a fixture. */
export const bodyOf = (name: string): XmlElement => {
  const root = parseXml(fixture(name));
  const body = root.ok ? readEnvelope(root.value) : root;
  if (!body.ok || body.value.fault !== null) throw new Error(`${name} holds no answer`);
  return body.value.content;
};
