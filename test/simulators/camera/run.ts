import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { startCameras } from "./index";

/** Simulated cameras for use by hand, until interrupted. The password comes from a file, never from the command line. */
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "12" },
    user: { type: "string", default: "operator" },
    "password-file": { type: "string" },
    address: { type: "string", default: "127.0.0.1" },
    discovery: { type: "boolean", default: true },
    "first-port": { type: "string" },
    /** So many of them, the first, refuse RTP over the RTSP connection. */
    "udp-only": { type: "string", default: "0" },
  },
  allowNegative: true,
});

const count = Number(values.count);
if (!Number.isInteger(count) || count < 1 || count > 1_000) throw new Error("--count is a whole number of 1 to 1000");
const passwordFile = values["password-file"];
const password = passwordFile === undefined ? null : (await readFile(passwordFile, "utf8")).trimEnd();
const firstPort = values["first-port"] === undefined ? null : Number(values["first-port"]);

const cameras = await startCameras({
  cameras: Array.from({ length: count }, (_, index) => ({
    ...(firstPort === null ? {} : { httpPort: firstPort + 2 * index, rtspPort: firstPort + 2 * index + 1 }),
    ...(index < Number(values["udp-only"]) ? { transports: ["udp" as const] } : {}),
  })),
  userName: values.user,
  password,
  address: values.address,
  discovery: values.discovery,
  onClipReady: (ready, all) => {
    process.stderr.write(`\rclips ready: ${ready} of ${all}${ready === all ? "\n" : ""}`);
  },
});
for (const camera of cameras.cameras) {
  console.log(`${camera.cameraNumber}  ${camera.serviceUrl}  ${camera.rtspUrl.sub}  ${camera.name}`);
}
console.log(
  cameras.discovery.error === null ? "discovery: answering" : `discovery: not available, ${cameras.discovery.error}`,
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void cameras.stop();
  });
}
