import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCameras, type Cameras, type SimulatedCamera } from "./index";

const login = { userName: "operator", password: "duty-room-1" };
const makers = ["lion", "crane", "tern"] as const;

let cameras: Cameras;
let camera: Readonly<Record<(typeof makers)[number], SimulatedCamera>>;

beforeAll(async () => {
  cameras = await startCameras({ cameras: makers.map((maker) => ({ maker })), ...login, drawFirst: [] });
  const [lion, crane, tern] = cameras.cameras;
  if (lion === undefined || crane === undefined || tern === undefined) throw new Error("a camera is missing");
  camera = { lion, crane, tern };
});
afterAll(() => cameras.stop());

const device = "http://www.onvif.org/ver10/device/wsdl";
const media = "http://www.onvif.org/ver10/media/wsdl";

const usernameToken = (): string => {
  const nonce = randomBytes(16);
  const created = new Date().toISOString();
  const digest = createHash("sha1").update(nonce).update(created).update(login.password).digest("base64");
  return (
    `<Security><UsernameToken><Username>${login.userName}</Username><Password Type="#PasswordDigest">${digest}</Password>` +
    `<Nonce>${nonce.toString("base64")}</Nonce><Created>${created}</Created></UsernameToken></Security>`
  );
};

const post = async (
  url: string,
  namespace: string,
  operation: string,
  { token = true, inner = "" } = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> => {
  const body =
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>' +
    `${token ? usernameToken() : ""}</s:Header><s:Body><${operation} xmlns="${namespace}">${inner}</${operation}>` +
    "</s:Body></s:Envelope>";
  const reply = await fetch(url, { method: "POST", body, redirect: "manual" });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
};

const mediaUrl = (of: SimulatedCamera): string => of.serviceUrl.replace("device_service", "media_service");
const profileTokens = (text: string): readonly string[] =>
  [...text.matchAll(/<trt:Profiles token="([^"]+)"/g)].map((match) => match[1] ?? "");

describe("makers", () => {
  it("lion tells addresses that lead nowhere and knows UsernameToken alone", async () => {
    const { serviceUrl } = camera.lion;
    const refused = await post(serviceUrl, device, "GetServices", { token: false });
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([400, null]);
    expect(refused.text).toContain("ter:NotAuthorized");
    const services = await post(serviceUrl, device, "GetServices");
    expect([...services.text.matchAll(/<tds:XAddr>http:\/\/([^/]+)\//g)].map((match) => match[1])).toEqual([
      "192.0.2.64",
      "192.0.2.64",
      "192.0.2.64",
    ]);
    const setup = "<StreamSetup><Transport><Protocol>RTSP</Protocol></Transport></StreamSetup>";
    const inner = `${setup}<ProfileToken>Profile_sub</ProfileToken>`;
    const uri = await post(mediaUrl(camera.lion), media, "GetStreamUri", { inner });
    expect(uri.text).toContain("<tt:Uri>rtsp://192.0.2.64/sub</tt:Uri>");
  });

  it("crane faults at GetServices, has no Media2, and tells its local time alone", async () => {
    const { serviceUrl } = camera.crane;
    const time = await post(serviceUrl, device, "GetSystemDateAndTime", { token: false });
    expect(time.text).toContain("<tt:LocalDateTime>");
    expect(time.text).not.toContain("UTCDateTime");
    expect((await post(serviceUrl, device, "GetServices")).status).toBe(500);
    expect((await post(serviceUrl, device, "GetCapabilities")).text).toContain("/onvif/media_service</tt:XAddr>");
    const media2 = serviceUrl.replace("device_service", "media2_service");
    expect((await post(media2, "http://www.onvif.org/ver20/media/wsdl", "GetProfiles")).status).toBe(404);
  });

  it("tern redirects, lists its smallest profile first, numbers them, and has one without a source", async () => {
    const { serviceUrl } = camera.tern;
    const redirected = await post(serviceUrl, device, "GetServices");
    const location = redirected.headers.get("location") ?? "";
    expect([redirected.status, location]).toEqual([307, serviceUrl.replace("device_service", "services")]);
    expect((await post(location, device, "GetServices")).status).toBe(200);
    const { text } = await post(mediaUrl(camera.tern), media, "GetProfiles");
    expect(profileTokens(text)).toEqual(["Profile_empty", "002", "001"]);
    const [stray = "", sub = ""] = text.split("</trt:Profiles>");
    expect(stray).not.toContain("VideoSourceConfiguration");
    expect(sub).toContain("<tt:Width>640</tt:Width>");
  });
});
