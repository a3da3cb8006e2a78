import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { startCameras } from "./index";
import { parseXml } from "./soap";

const run = promisify(execFile);
const address = "10.77.0.1";

/** A network of its own, for root and for whoever may make user namespaces; nothing of it outlives the command. */
const inNamespace = (command: string): Promise<{ stdout: string }> =>
  run("unshare", [
    ...["--user", "--map-root-user", "--net", "sh", "-ec"],
    `ip link set lo multicast on up; ip addr add ${address}/24 dev lo; ip route add 239.0.0.0/8 dev lo; ${command}`,
  ]);

const succeeds = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

const possible = (await succeeds(inNamespace("true"))) && (await succeeds(run("sh", ["-c", "command -v onvif-util"])));
console.log(
  possible
    ? "onvif-util: asks a simulated camera inside a network namespace"
    : "onvif-util: not installed, or no network namespace allowed here; only what it sends is replayed",
);

interface Said {
  readonly found: string;
  readonly right: string;
  readonly wrong: string;
  readonly camera: { readonly name: string; readonly rtspUrl: string };
}

/** What onvif-util 1.4.4 sent to GetHostname before it logged in, its user name empty. */
const recorded =
  '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope"' +
  ' xmlns:tds="http://www.onvif.org/ver10/device/wsdl"' +
  ' xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"' +
  ' xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><SOAP-ENV:Header>' +
  '<wsse:Security SOAP-ENV:mustUnderstand="1"><wsse:UsernameToken><wsse:Username></wsse:Username><wsse:Password Type=' +
  '"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest">' +
  "e9RvN9/CVzC4YlCl0kGYoBKPDMU=</wsse:Password><wsse:Nonce>OOyRRGrKBobG6AAwmG9BkaYoBZA=</wsse:Nonce>" +
  "<wsu:Created>2026-11-24T20:40:48.551Z</wsu:Created></wsse:UsernameToken></wsse:Security></SOAP-ENV:Header>" +
  "<SOAP-ENV:Body><tds:GetHostname/></SOAP-ENV:Body></SOAP-ENV:Envelope>";

describe("Debian's onvif-util", () => {
  if (possible) {
    it("discovers the camera, logs in, reads clock, profiles and stream URI, and is refused with a wrong password", async () => {
      const script = fileURLToPath(new URL("./support/libonvifRun.ts", import.meta.url));
      const { stdout } = await inNamespace(`exec '${process.execPath}' --import tsx '${script}' --address ${address}`);
      const said = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Said;
      expect(said.found).toContain("Found 1 cameras");
      expect(said.found).toContain(said.camera.name);
      expect(said.right).toContain("successfully connected to host");
      expect(said.right).toContain("Time Offset: 0 seconds");
      expect(said.right).toMatch(/Token 0: Profile_main\s+Token 1: Profile_sub/);
      expect(said.right).toContain(said.camera.rtspUrl);
      expect(said.wrong).toContain("ter:NotAuthorized");
      expect(said.wrong).not.toContain("Profile_main");
    });
  }

  it("is understood, and refused while it has not logged in", async () => {
    const cameras = await startCameras({ cameras: 1, userName: "operator", password: "duty-room-1" });
    const response = await fetch(cameras.cameras[0]?.serviceUrl ?? "", { method: "POST", body: recorded });
    const text = await response.text();
    await cameras.stop();
    expect(response.status).toBe(400);
    expect(parseXml(text)).not.toBeNull();
    expect(text).toContain("ter:NotAuthorized");
  });
});
