import type { Clock } from "../../app/base/clock";
import type { MediaLimits } from "./limits";

/**
 * Who may knock at which device, and when. Recorders take a limited number of sessions and lock accounts after a few
 * wrong passwords; a network that comes back brings all cameras at once.
 *
 *   - No more sessions than a device was seen to take; who is over waits in the order of arrival. The limit is learnt
 *     when the device refuses, and tried with one more from time to time.
 *   - One login at a time to a device that has not let us in yet: a wrong password is tried once, not once per channel.
 *   - A few logins at a time over all devices, in the order in which they were reached.
 */
export interface DeviceDoors {
  /** Asks for a session. Nothing is called after `leave`. */
  enter(wish: DoorWish): DoorPass;
  /** A login that was refused may be tried again: a person has looked after it. */
  forgive(deviceId: string): void;
  sessions(deviceId: string): { readonly open: number; readonly limit: number | null };
}

export interface DoorWish {
  readonly deviceId: string;
  /** Rises with each source; one that tries again keeps its own and with it its place. */
  readonly arrival: number;
  /** Name and password as one text; what a device refused once is not tried by the next. */
  readonly login: string;
  /** A person wants it tried whatever was refused before. */
  readonly insists: boolean;
  /** A session is free; called at once or later. */
  readonly entered: () => void;
  /** The device is full: it waits. */
  readonly full: (limit: number) => void;
}

export interface DoorPass {
  /** Reached: `proceed` is called when it may log in; `refused` when this login was refused to another session. */
  knock(proceed: () => void, refused: () => void): void;
  /** It lets go of the camera for a while and will knock again; its session stays its own. */
  stepBack(): void;
  /** The camera plays. */
  established(): void;
  loginRefused(): void;
  /** The device takes no further session. */
  turnedAway(): void;
  /** Its session is over at the device. */
  leave(): void;
}

interface Visit {
  readonly wish: DoorWish;
  established: boolean;
  knocking: { readonly proceed: () => void; readonly refused: () => void } | null;
  loggingIn: boolean;
}

interface Device {
  readonly inside: Set<Visit>;
  readonly waiting: Set<Visit>;
  limit: number | null;
  /** It has let somebody in with the login now used. */
  proven: boolean;
  refusedLogin: string | null;
  cancelProbe: (() => void) | null;
}

export const deviceDoors = (
  limits: Pick<MediaLimits, "loginsAtOnce" | "sessionProbeMs" | "lockOutMs">,
  clock: Clock,
): DeviceDoors => {
  const devices = new Map<string, Device>();
  const knocking = new Set<Visit>();
  let loginsUnderWay = 0;

  const deviceOf = (id: string): Device => {
    const known = devices.get(id);
    if (known !== undefined) return known;
    const device: Device = {
      inside: new Set(),
      waiting: new Set(),
      limit: null,
      proven: false,
      refusedLogin: null,
      cancelProbe: null,
    };
    devices.set(id, device);
    return device;
  };

  const admitNext = (device: Device): void => {
    const [next] = [...device.waiting].sort((one, other) => one.wish.arrival - other.wish.arrival);
    if (next === undefined) return;
    device.waiting.delete(next);
    device.inside.add(next);
    next.wish.entered();
  };

  const admit = (device: Device): void => {
    while (device.waiting.size > 0 && (device.limit === null || device.inside.size < device.limit)) admitNext(device);
    if (device.waiting.size === 0) {
      device.cancelProbe?.();
      device.cancelProbe = null;
    } else
      device.cancelProbe ??= clock.after(limits.sessionProbeMs, () => {
        device.cancelProbe = null;
        admitNext(device);
        admit(device);
      });
  };

  const mayLogIn = (device: Device): boolean => device.proven || ![...device.inside].some(({ loggingIn }) => loggingIn);

  const serveLogins = (): void => {
    for (const visit of [...knocking]) {
      if (!knocking.has(visit) || visit.knocking === null) continue;
      const device = deviceOf(visit.wish.deviceId);
      if (device.refusedLogin === visit.wish.login && !visit.wish.insists) {
        const { refused } = visit.knocking;
        knocking.delete(visit);
        refused();
      } else if (loginsUnderWay < limits.loginsAtOnce && mayLogIn(device)) {
        const { proceed } = visit.knocking;
        knocking.delete(visit);
        visit.loggingIn = true;
        loginsUnderWay += 1;
        proceed();
      }
    }
  };

  const loginOver = (visit: Visit): void => {
    knocking.delete(visit);
    if (!visit.loggingIn) return;
    visit.loggingIn = false;
    loginsUnderWay -= 1;
  };

  return {
    enter: (wish) => {
      const device = deviceOf(wish.deviceId);
      const visit: Visit = { wish, established: false, knocking: null, loggingIn: false };
      device.waiting.add(visit);
      admit(device);
      if (device.waiting.has(visit) && device.limit !== null) wish.full(device.limit);
      return {
        knock: (proceed, refused) => {
          if (!device.inside.has(visit)) return;
          visit.knocking = { proceed, refused };
          knocking.add(visit);
          serveLogins();
        },
        stepBack: () => {
          loginOver(visit);
          serveLogins();
        },
        established: () => {
          if (!device.inside.has(visit)) return;
          visit.established = true;
          device.proven = true;
          device.refusedLogin = null;
          const established = [...device.inside].filter((one) => one.established).length;
          if (device.limit !== null && established > device.limit) device.limit = established;
          loginOver(visit);
          admit(device);
          serveLogins();
        },
        loginRefused: () => {
          device.proven = false;
          device.refusedLogin = wish.login;
          clock.after(limits.lockOutMs, () => {
            if (device.refusedLogin === wish.login) device.refusedLogin = null;
          });
        },
        turnedAway: () => {
          const others = [...device.inside].filter((one) => one !== visit && one.established).length;
          // Full without us: somebody else holds the sessions, and nothing is learnt.
          if (others > 0) device.limit = others;
        },
        leave: () => {
          device.waiting.delete(visit);
          device.inside.delete(visit);
          loginOver(visit);
          admit(device);
          const empty = device.inside.size === 0 && device.waiting.size === 0;
          if (empty && device.limit === null && device.refusedLogin === null) devices.delete(wish.deviceId);
          serveLogins();
        },
      };
    },
    forgive: (deviceId) => {
      const device = devices.get(deviceId);
      if (device !== undefined) device.refusedLogin = null;
    },
    sessions: (deviceId) => {
      const device = devices.get(deviceId);
      return {
        open: device === undefined ? 0 : [...device.inside].filter((one) => one.established).length,
        limit: device?.limit ?? null,
      };
    },
  };
};
