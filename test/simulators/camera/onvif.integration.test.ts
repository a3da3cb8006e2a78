import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Cam } from "onvif";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startCameras, type Cameras, type SimulatedCamera } from "./index";
import { childOf, parseXml, textOf, type XmlValue } from "./soap";

// The foreign client encodes passwords as ASCII and escapes nothing (protocols/onvif.md §9): it gets a plain one.
const login = { userName: "operator", password: "duty-room-1" };
const run = promisify(execFile);
const ffprobePath = process.env["FFPROBE_BIN"] ?? "ffprobe";

let cameras: Cameras;
let camera: SimulatedCamera;

const soap = (inner: string, header = ""): string =>
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"
   xmlns:tr2="http://www.onvif.org/ver20/media/wsdl">${header}<s:Body>${inner}</s:Body></s:Envelope>`;

const post = async (url: string, body: string): Promise<{ readonly response: Response; readonly body: XmlValue }> => {
  const response = await fetch(url, { method: "POST", body, headers: { "Content-Type": "application/soap+xml" } });
  return { response, body: childOf(parseXml(await response.text()) ?? "", "Envelope", "Body") ?? "" };
};

const subcodes = (body: XmlValue): readonly string[] => {
  const outer = childOf(body, "Fault", "Code", "Subcode");
  return [textOf(outer, "Value"), textOf(outer, "Subcode", "Value")].filter((code) => code !== "");
};

/** Connects the npm package `onvif`: by WS-UsernameToken, or by HTTP digest. */
const connectForeign = (useWSSecurity: boolean, port: number): Promise<Cam> =>
  new Promise((resolve, reject) => {
    const cam = new Cam(
      {
        hostname: "127.0.0.1",
        port,
        username: login.userName,
        password: login.password,
        useWSSecurity,
        timeout: 10_000,
      },
      (error) => {
        if (error instanceof Error) reject(error);
        else resolve(cam);
      },
    );
  });

beforeAll(async () => {
  cameras = await startCameras({ cameras: [{ name: '东门 "A&B" <1>' }], ...login });
  const [first] = cameras.cameras;
  if (first === undefined) throw new Error("no camera");
  camera = first;
});
afterEach(() => {
  camera.faults.answer(null);
});
afterAll(() => cameras.stop());

describe("a simulated camera's ONVIF, asked by npm's onvif", () => {
  it.each([
    ["WS-UsernameToken", true],
    ["HTTP digest", false],
  ])("connects with %s and lists profiles and URIs", async (_, useWSSecurity) => {
    const cam = await connectForeign(useWSSecurity, camera.httpPort);
    const profiles = (cam as unknown as { profiles: { $: { token: string } }[] }).profiles;
    expect(profiles.map((profile) => profile.$.token)).toEqual(["Profile_main", "Profile_sub"]);
    const uri = await new Promise((resolve, reject) => {
      cam.getStreamUri({ protocol: "RTSP", profileToken: "Profile_sub" }, (error, stream) => {
        if (error instanceof Error) reject(error);
        else resolve(stream?.uri);
      });
    });
    expect(uri).toBe(camera.rtspUrl.sub);
    const information = await new Promise((resolve, reject) => {
      cam.getDeviceInformation((error, value) => {
        if (error instanceof Error) reject(error);
        else resolve(value);
      });
    });
    expect(information).toMatchObject({ manufacturer: "Simulated", serialNumber: camera.serialNumber });
  });

  it.each([
    ["SHA-256", "SHA-256"],
    ["MD5", "MD5"],
  ] as const)("connects where only %s is offered", async (_, algorithm) => {
    const others = await startCameras({ cameras: 1, ...login, httpDigest: [algorithm] });
    await connectForeign(false, others.cameras[0]?.httpPort ?? 0);
    await others.stop();
  });
});

describe("a simulated camera's ONVIF, asked by hand", () => {
  it("tells its clock to everyone, with the offset it was given", async () => {
    const offsetMs = -8 * 3_600_000;
    const late = await startCameras({ cameras: 1, ...login, clockOffsetMs: offsetMs });
    const { response, body } = await post(late.cameras[0]?.serviceUrl ?? "", soap("<tds:GetSystemDateAndTime/>"));
    await late.stop();
    const utc = childOf(body, "GetSystemDateAndTimeResponse", "SystemDateAndTime", "UTCDateTime");
    const number = (...path: string[]): number => Number(textOf(utc, ...path));
    const toldMs = Date.UTC(
      number("Date", "Year"),
      number("Date", "Month") - 1,
      number("Date", "Day"),
      number("Time", "Hour"),
      number("Time", "Minute"),
      number("Time", "Second"),
    );
    expect(response.status).toBe(200);
    expect(Math.abs(toldMs - Date.now() - offsetMs)).toBeLessThan(60_000);
  });

  it("asks for digest in every algorithm where no credentials came, and says NotAuthorized", async () => {
    const { response, body } = await post(camera.serviceUrl, soap("<tds:GetDeviceInformation/>"));
    expect(response.status).toBe(401);
    const challenges = response.headers.get("www-authenticate") ?? "";
    expect(challenges).toMatch(/algorithm=SHA-256.*algorithm=MD5/);
    expect(subcodes(body)).toEqual(["ter:NotAuthorized"]);
  });

  it("answers a wrong UsernameToken with 400 and NotAuthorized", async () => {
    const token =
      "<s:Header><w:Security xmlns:w='urn:w'><w:UsernameToken><w:Username>operator</w:Username>" +
      "<w:Password Type='x#PasswordDigest'>AAAA</w:Password><w:Nonce>AAAA</w:Nonce>" +
      `<w:Created>${new Date().toISOString()}</w:Created></w:UsernameToken></w:Security></s:Header>`;
    const { response, body } = await post(camera.serviceUrl, soap("<tds:GetDeviceInformation/>", token));
    expect(response.status).toBe(400);
    expect(subcodes(body)).toEqual(["ter:NotAuthorized"]);
  });

  it("carries any name unharmed through XML and scopes, and never answers in chunks", async () => {
    const open = await startCameras({ cameras: [{ name: camera.name }], userName: "", password: null });
    const { response, body } = await post(open.cameras[0]?.serviceUrl ?? "", soap("<tds:GetScopes/>"));
    await open.stop();
    const scopes = childOf(body, "GetScopesResponse", "Scopes") as readonly XmlValue[];
    const items = scopes.map((scope) => textOf(scope, "ScopeItem"));
    const name = items
      .find((item) => item.includes("/name/"))
      ?.split("/")
      .at(-1);
    expect(decodeURIComponent(name ?? "")).toBe(camera.name);
    expect(response.headers.get("transfer-encoding")).toBeNull();
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(0);
  });

  it("offers the same streams through Media2, and a snapshot", async () => {
    const open = await startCameras({ cameras: 1, userName: "", password: null });
    const [one] = open.cameras;
    const media2 = one?.serviceUrl.replace("device_service", "media2_service") ?? "";
    const profiles = await post(media2, soap("<tr2:GetProfiles><tr2:Type>All</tr2:Type></tr2:GetProfiles>"));
    const listed = childOf(profiles.body, "GetProfilesResponse", "Profiles") as readonly XmlValue[];
    const ask = (operation: string, token: string): Promise<{ response: Response; body: XmlValue }> =>
      post(
        media2,
        soap(
          `<tr2:${operation}><tr2:Protocol>RTSP</tr2:Protocol><tr2:ProfileToken>${token}</tr2:ProfileToken></tr2:${operation}>`,
        ),
      );
    const uris = [];
    for (const profile of listed) {
      expect(textOf(profile, "Configurations", "VideoEncoder", "Encoding")).toBe("H264");
      uris.push(textOf((await ask("GetStreamUri", textOf(profile, "@token"))).body, "GetStreamUriResponse", "Uri"));
    }
    const snapshotUrl = textOf((await ask("GetSnapshotUri", "Profile_sub")).body, "GetSnapshotUriResponse", "Uri");
    const snapshot = Buffer.from(await (await fetch(snapshotUrl)).arrayBuffer());
    const unknown = await ask("GetStreamUri", "Profile_9");
    await open.stop();
    expect(uris).toEqual([one?.rtspUrl.main, one?.rtspUrl.sub]);
    expect([...snapshot.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect(unknown.response.status).toBe(400);
    expect(subcodes(unknown.body)).toEqual(["ter:InvalidArgVal", "ter:NoProfile"]);
  });

  it("refuses what is no SOAP, has a DOCTYPE, or is not offered", async () => {
    const operation = soap("<tds:GetSystemDateAndTime/>");
    for (const text of ["", "{}", "<a>", `<!DOCTYPE a [<!ENTITY b "c">]>${operation}`]) {
      const { response, body } = await post(camera.serviceUrl, text);
      expect(response.status).toBe(400);
      expect(subcodes(body)).toEqual(["ter:WellFormed"]);
    }
    const large = await fetch(camera.serviceUrl, { method: "POST", body: "x".repeat(1_100_000) }).catch(() => null);
    expect([null, 413]).toContain(large?.status ?? null);
    const open = await startCameras({ cameras: 1, userName: "", password: null });
    const { response, body } = await post(open.cameras[0]?.serviceUrl ?? "", soap("<tds:SystemReboot/>"));
    await open.stop();
    expect(response.status).toBe(500);
    expect(subcodes(body)).toEqual(["ter:ActionNotSupported"]);
  });

  it("gives answers of a test's own: any text, and bytes that come slowly and are cut", async () => {
    const asked: string[] = [];
    camera.faults.answer((operation) => {
      asked.push(operation);
      return { status: 200, body: '<!DOCTYPE bomb [<!ENTITY a "b">]><bomb>&a;</bomb>' };
    });
    const text = await (await fetch(camera.serviceUrl, { method: "POST", body: soap("<tds:GetScopes/>") })).text();
    expect(text).toContain("<!DOCTYPE");
    expect(asked).toEqual(["GetScopes"]);
    camera.faults.answer(() => ({
      // eslint-disable-next-line @typescript-eslint/require-await -- pieces that come one by one
      body: (async function* pieces() {
        yield "<s:Envelope";
        yield Buffer.from(" cut");
      })(),
    }));
    const slow = await fetch(camera.serviceUrl, { method: "POST", body: soap("<tds:GetScopes/>") });
    expect(slow.headers.get("transfer-encoding")).toBeNull();
    expect(await slow.text()).toBe("<s:Envelope cut");
  });

  it("gives ffprobe its snapshot by digest, and not with a wrong password", async () => {
    const older = await startCameras({ cameras: 1, ...login, httpDigest: ["MD5"] });
    const url = (password: string): string =>
      `http://${login.userName}:${password}@127.0.0.1:${older.cameras[0]?.httpPort ?? 0}/snapshot/sub`;
    const show = [
      "-v",
      "error",
      "-f",
      "image2pipe",
      "-show_entries",
      "stream=codec_name,width,height",
      "-of",
      "csv=p=0",
    ];
    const right = await run(ffprobePath, [...show, url(login.password)]);
    const wrong = await run(ffprobePath, [...show, url("guess")]).catch(String);
    await older.stop();
    expect(right.stdout.trim()).toBe("mjpeg,640,360");
    expect(wrong).toContain("401");
  });
});
