import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { startCameras } from "../index";

/**
 * Runs Debian's `onvif-util` against one camera and prints what it said as one line of JSON. Meant for a network
 * namespace: the program looks for cameras on port 80 and by multicast alone.
 */
const { values } = parseArgs({ options: { address: { type: "string" } } });
const address = values.address ?? "";
const login = { userName: "operator", password: "duty-room-1" };

/** What the program printed; it ends with a crash where it finds no camera, which its output shows. */
const onvifUtil = (parameters: readonly string[], commands: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn("onvif-util", parameters, { stdio: ["pipe", "pipe", "inherit"], timeout: 20_000 });
    let said = "";
    child.stdout.on("data", (bytes: Buffer) => (said += bytes.toString()));
    child.stdin.on("error", () => undefined); // it may be gone before it has read everything
    child.on("error", reject);
    child.on("close", () => {
      resolve(said);
    });
    child.stdin.end([...commands, "quit", ""].join("\n"));
  });

const cameras = await startCameras({
  cameras: [{ httpPort: 80 }],
  ...login,
  address,
  discovery: true,
  refuseRepeatedNonces: false,
});
try {
  const commands = ["get time", "get profiles", "get rtsp"];
  console.log(
    JSON.stringify({
      found: await onvifUtil(["-a"], []),
      right: await onvifUtil(["-u", login.userName, "-p", login.password, address], commands),
      wrong: await onvifUtil(["-u", login.userName, "-p", "guess", address], commands),
      camera: { name: cameras.cameras[0]?.name, rtspUrl: cameras.cameras[0]?.rtspUrl.main },
    }),
  );
} finally {
  await cameras.stop();
}
