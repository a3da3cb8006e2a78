import type { Device } from "../../../app/contract/device";
import type { DeviceHealth } from "../../../app/contract/health";
import type { FailureKind } from "../../../app/domain/failure";
import type { LivenessKind } from "../../player/liveness";

/** How a camera is, as the tree counts it. `unknown`: nobody has asked it yet. */
export type CameraState = "online" | "offline" | "unsupported" | "unknown";

/** What a camera's tile says of it, where it stands on the wall. A picture that is late still comes from a camera. */
const byTile: Readonly<Record<LivenessKind, CameraState | null>> = {
  live: "online",
  late: "online",
  frozen: "online",
  keyFrames: "online",
  snapshot: "online",
  stalled: "offline",
  waitingToRetry: "offline",
  refused: "offline",
  empty: null,
  connecting: null,
  loggingIn: null,
  waitingForKeyFrame: null,
  ended: null,
};

const causesOfUnsupported: readonly FailureKind[] = ["unsupported", "noVideo", "notOnvif"];

const byHealth = (health: DeviceHealth | undefined): CameraState => {
  if (health === undefined || health.state === "unknown") return "unknown";
  if (health.state === "online") return "online";
  return health.cause !== null && causesOfUnsupported.includes(health.cause) ? "unsupported" : "offline";
};

/** The state of each camera, by its id. */
export type CameraStates = Pick<ReadonlyMap<string, CameraState>, "get">;

/** What is known of every camera without looking at the wall. */
export const recordedStatesOf = (
  devices: readonly Device[],
  healthOf: (deviceId: string) => DeviceHealth | undefined,
): ReadonlyMap<string, CameraState> => {
  const states = new Map<string, CameraState>();
  for (const device of devices) {
    const ofDevice = byHealth(healthOf(device.id));
    for (const { id, profiles } of device.cameras) states.set(id, profiles.length === 0 ? "unsupported" : ofDevice);
  }
  return states;
};

/** What a camera's own tile shows goes before what its device was last found to be. */
export const withTiles = (recorded: CameraStates, liveness: Readonly<Record<string, LivenessKind>>): CameraStates => ({
  get: (cameraId) => {
    const kind = liveness[cameraId];
    return (kind === undefined ? null : byTile[kind]) ?? recorded.get(cameraId);
  },
});
