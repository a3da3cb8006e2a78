import { createSocket, type Socket } from "node:dgram";
import { randomInt } from "node:crypto";
import { Discovery } from "onvif";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCameras, type Cameras } from "./index";
import { childOf, parseXml, textOf } from "./soap";

// An address of its own within loopback: other simulators on this machine may answer on 127.0.0.1.
const address = `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(2, 255)}`;

const probe = (messageId: string, type: string): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"
   xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"
   xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><s:Header><a:MessageID>${messageId}</a:MessageID>
   <a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action></s:Header>
   <s:Body><d:Probe><d:Types>${type}</d:Types></d:Probe></s:Body></s:Envelope>`;

let cameras: Cameras;
let socket: Socket;
const answers: { readonly relatesTo: string; readonly endpoint: string; readonly serviceUrl: string }[] = [];
const listeners = new Set<() => void>();

/** The endpoints of this test's own cameras that answered a message, once there are `count` of them. */
const endpointsFor = (messageId: string, count: number): Promise<readonly string[]> =>
  new Promise((resolve) => {
    const look = (): void => {
      const own = answers.filter(
        (answer) => answer.relatesTo === messageId && new URL(answer.serviceUrl).hostname === address,
      );
      if (own.length < count) return;
      listeners.delete(look);
      resolve(own.map((answer) => answer.endpoint));
    };
    listeners.add(look);
    look();
  });

beforeAll(async () => {
  cameras = await startCameras({ cameras: 3, userName: "", password: null, address, discovery: true });
  socket = createSocket("udp4");
  socket.on("message", (bytes) => {
    const envelope = childOf(parseXml(bytes.toString()) ?? "", "Envelope");
    const match = childOf(envelope, "Body", "ProbeMatches", "ProbeMatch");
    answers.push({
      relatesTo: textOf(envelope, "Header", "RelatesTo"),
      endpoint: textOf(match, "EndpointReference", "Address"),
      serviceUrl: textOf(match, "XAddrs"),
    });
    for (const listener of listeners) listener();
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, "127.0.0.1", resolve);
  });
  socket.setMulticastInterface("127.0.0.1");
});
afterAll(async () => {
  socket.close();
  await cameras.stop();
});

describe("simulated cameras' discovery", () => {
  it("answers multicast and unicast probes for both device types, once for each camera that is on", async () => {
    expect(cameras.discovery).toEqual({ answering: true, error: null });
    const expected = cameras.cameras.map((camera) => camera.endpoint).sort();
    expect(new Set(expected).size).toBe(3);
    for (const [index, target] of ["239.255.255.250", address].entries()) {
      for (const type of ["dn:NetworkVideoTransmitter", "tds:Device"]) {
        const messageId = `urn:uuid:probe-${index}-${type}`;
        socket.send(probe(messageId, type), 3702, target);
        expect([...(await endpointsFor(messageId, 3))].sort()).toEqual(expected);
      }
    }
    await cameras.cameras[0]?.faults.switchOff();
    socket.send("noise", 3702, address);
    socket.send(probe("urn:uuid:two", "tds:Device"), 3702, address);
    expect([...(await endpointsFor("urn:uuid:two", 2))]).not.toContain(cameras.cameras[0]?.endpoint);
    await cameras.cameras[0]?.faults.switchOn();
  });

  it("is found by npm's onvif on the loopback interface", async () => {
    Discovery.on("error", () => undefined); // without a listener one stray packet would end the process
    const found = await new Promise<unknown>((resolve, reject) => {
      Discovery.probe({ timeout: 3_000, resolve: false, device: "lo" }, (error, list) => {
        if (error instanceof Error) reject(error);
        else resolve(list);
      });
    });
    const text = JSON.stringify(found);
    for (const camera of cameras.cameras) expect(text).toContain(camera.endpoint);
  });
});
