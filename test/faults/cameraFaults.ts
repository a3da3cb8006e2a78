import type { DeviceFaults, SimulatedCamera } from "../simulators/camera";
import { liveClockMs } from "../simulators/camera/liveTrack";
import { connectRtsp } from "../simulators/camera/support/rtspTestClient";

/** Something that goes wrong with a camera or with the way to it, and how it ends. */
export interface CameraFault {
  readonly name: string;
  /** The picture is dead until the end; else it goes on, after a break at most. */
  readonly stopsPicture: boolean;
  /** Resolves with when it took effect, by the cameras' clock. */
  begin(camera: SimulatedCamera): Promise<number>;
  end(camera: SimulatedCamera): Promise<void>;
  /** The program waits for a person on purpose: what is then entered as the device's password, given the one before. */
  readonly personEnters?: (password: string) => string;
}

type Act = (faults: DeviceFaults) => Promise<void> | void;

const fault = (name: string, stopsPicture: boolean, begin: Act, end: Act = () => undefined): CameraFault => ({
  name,
  stopsPicture,
  begin: async ({ faults }) => {
    const atMs = liveClockMs();
    await begin(faults);
    return atMs;
  },
  end: async ({ faults }) => {
    await end(faults);
  },
});

const rebootMs = 10_000;
const jumpMs = 3_600_000;
/** Of the packets, over UDP. */
const lossShare = 0.02;
/** Local time told as UTC, as in the field. */
const wrongClockMs = 8 * 3_600_000;

/** The still is drawn first. */
const freezePicture: CameraFault = {
  ...fault(
    "freezePicture",
    true,
    () => undefined,
    (faults) => faults.freezePicture(false),
  ),
  begin: async ({ faults }) => {
    await faults.freezePicture(true);
    return liveClockMs();
  },
};

/** The camera comes back by itself. */
const reboot = (): CameraFault => {
  const under = new WeakMap<SimulatedCamera, Promise<void>>();
  return {
    name: "reboot",
    stopsPicture: true,
    begin: (camera) => {
      const atMs = liveClockMs();
      under.set(camera, camera.faults.reboot({ downMs: rebootMs }));
      return Promise.resolve(atMs);
    },
    end: async (camera) => under.get(camera),
  };
};

/** With every connection cut, so that the camera is asked anew. */
const toNewConnections = (name: string, set: (faults: DeviceFaults, on: boolean) => void): CameraFault =>
  fault(
    name,
    true,
    (faults) => {
      set(faults, true);
      faults.dropConnections();
    },
    (faults) => {
      set(faults, false);
    },
  );

const newPassword = "another-password-1";
const lockedForMs = 3_600_000;

/** Somebody else's wrong try has locked the account. */
const lockOut: CameraFault = {
  ...fault(
    "lockOut",
    true,
    () => undefined,
    (faults) => {
      faults.lockOut(null);
    },
  ),
  begin: async ({ faults, rtspUrl }) => {
    faults.lockOut({ afterTries: 1, forMs: lockedForMs });
    const stranger = connectRtsp(rtspUrl.sub);
    await stranger.login({ userName: "stranger", password: "guess" }, "DESCRIBE", rtspUrl.sub);
    stranger.close();
    const atMs = liveClockMs();
    faults.dropConnections();
    return atMs;
  },
  personEnters: (password) => password,
};

/** Those of figure `markedNotLiveMs`. */
export const pictureFaults: readonly CameraFault[] = [
  fault(
    "stall",
    true,
    (faults) => faults.stall(true),
    (faults) => faults.stall(false),
  ),
  freezePicture,
  fault(
    "switchOff",
    true,
    (faults) => faults.switchOff(),
    (faults) => faults.switchOn(),
  ),
  fault("dropConnections", false, (faults) => faults.dropConnections()),
  fault(
    "halfOpen",
    true,
    (faults) => faults.halfOpen(true),
    (faults) => faults.halfOpen(false),
  ),
];

export const cameraFaults: readonly CameraFault[] = [
  ...pictureFaults,
  reboot(),
  toNewConnections("refuseSessions", (faults, on) => faults.refuseSessions(on)),
  toNewConnections("cutAnswers", (faults, on) => faults.cutAnswers(on)),
  // Longer than an answer is waited for.
  toNewConnections("slowAnswers", (faults, on) => faults.slowAnswers(on ? 9_000 : 0)),
  fault(
    "garbage",
    true,
    (faults) => faults.garbage(true),
    (faults) => faults.garbage(false),
  ),
  fault(
    "otherSize",
    false,
    (faults) => faults.changeFormat({ widthPx: 1280, heightPx: 720 }),
    (faults) => faults.changeFormat({}),
  ),
  fault(
    "otherCodec",
    false,
    (faults) => faults.changeFormat({ codec: "H265" }, { mode: "closing" }),
    (faults) => faults.changeFormat({}, { mode: "closing" }),
  ),
  fault(
    "timestampsJump",
    false,
    (faults) => faults.jumpTimestamps(jumpMs),
    (faults) => faults.jumpTimestamps(-jumpMs),
  ),
  fault(
    "packetLoss",
    false,
    (faults) => {
      faults.refuseTcp(true);
      faults.packetLoss(lossShare);
      faults.dropConnections();
    },
    (faults) => {
      faults.packetLoss(0);
      faults.refuseTcp(false);
    },
  ),
  fault(
    "wrongClock",
    false,
    (faults) => {
      faults.setClockOffset(wrongClockMs);
      faults.dropConnections();
    },
    (faults) => {
      faults.setClockOffset(0);
    },
  ),
  {
    ...fault("newPassword", true, (faults) => {
      faults.setPassword(newPassword);
      faults.dropConnections();
    }),
    personEnters: () => newPassword,
  },
  lockOut,
];
