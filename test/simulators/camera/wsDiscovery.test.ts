import { describe, expect, it } from "vitest";
import { childOf, parseXml, textOf } from "./soap";
import { matches, probeMatch, readProbe } from "./wsDiscovery";

const camera = {
  endpoint: "urn:uuid:0a0b0c0d-0000-8000-8000-000000000001",
  serviceUrl: "http://127.0.0.1:8080/onvif/device_service",
  scopes: ["onvif://www.onvif.org/Profile/Streaming", "onvif://www.onvif.org/name/a%26b"],
};

const probeText = (types: string, action = "Probe", scopes = ""): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
     xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing"
     xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"
     xmlns:p="http://www.onvif.org/ver10/network/wsdl" xmlns:t="http://www.onvif.org/ver10/device/wsdl"
     xmlns:win="http://schemas.xmlsoap.org/ws/2006/02/devprof"><s:Header>
   <w:MessageID>uuid:1&amp;2</w:MessageID><w:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>
   <w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/${action}</w:Action></s:Header>
   <s:Body><d:Probe><d:Types>${types}</d:Types><d:Scopes>${scopes}</d:Scopes></d:Probe></s:Body></s:Envelope>`;

const answered = (text: string): boolean => {
  const probe = readProbe(text);
  return probe !== null && matches(probe, camera);
};

describe("WS-Discovery", () => {
  it("answers probes for network video transmitters, ONVIF devices, both, and everything", () => {
    for (const types of ["p:NetworkVideoTransmitter", "t:Device", " p:NetworkVideoTransmitter\n t:Device ", ""]) {
      expect(answered(probeText(types))).toBe(true);
    }
    expect(answered(probeText("", "Probe", "onvif://www.onvif.org/Profile"))).toBe(true);
  });

  it("is silent to Windows devices' probes, other places, other messages and noise", () => {
    expect(answered(probeText("win:Device"))).toBe(false);
    expect(answered(probeText("p:NetworkVideoDisplay"))).toBe(false);
    expect(answered(probeText("", "Probe", "onvif://www.onvif.org/Prof"))).toBe(false);
    expect(answered(probeText("", "Resolve"))).toBe(false);
    expect(answered(`<!DOCTYPE a []>${probeText("")}`)).toBe(false);
    for (const noise of ["", "M-SEARCH * HTTP/1.1", "<a>", "\u0000\u0001", "<Envelope/>"]) {
      expect(answered(noise)).toBe(false);
    }
  });

  it("relates its answer to the probe and carries endpoint, scopes and address unharmed", () => {
    const envelope = childOf(parseXml(probeMatch(camera, "uuid:1&2", 7)) ?? "", "Envelope");
    const match = childOf(envelope, "Body", "ProbeMatches", "ProbeMatch");
    expect(textOf(envelope, "Header", "RelatesTo")).toBe("uuid:1&2");
    expect(textOf(match, "EndpointReference", "Address")).toBe(camera.endpoint);
    expect(textOf(match, "Scopes").split(" ")).toEqual(camera.scopes);
    expect(textOf(match, "XAddrs")).toBe(camera.serviceUrl);
  });
});
