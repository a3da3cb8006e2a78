import type { MediaSource } from "../../app/contract/media";
import { failure, type Failure } from "../../app/domain/failure";
import type { DeviceDoors } from "./deviceDoors";
import type { RelayCamera, RelayListener, RelayTransport } from "./relay/parties";
import type { Relay, RelayAdmission } from "./relay/relay";
import { parseRtspUrl } from "./relay/rtspUrl";
import type { DescribedTrack } from "./relay/sdp";

/** Who is told how it fares. Nothing is told after `failed` or after `end`. */
export interface ApproachListener<Track extends DescribedTrack> {
  /** The device takes no more than so many sessions: it waits for one, unless it is ended. */
  readonly full: (limit: number) => void;
  /** The camera is reached, and it is its turn. */
  readonly reached: () => void;
  readonly certificateSeen: (sha256: string) => void;
  readonly loggingIn: () => void;
  readonly described: (track: Track) => void;
  readonly playing: (transport: RelayTransport) => void;
  readonly received: (bytes: number) => void;
  readonly senderReport: (cameraUtcMs: number) => void;
  readonly failed: (what: Failure) => void;
}

/** The way to one session at a camera. */
export interface Approach {
  /** Where one ffmpeg finds what was described, once; null while the camera is let go. */
  url(): string | null;
  /** Lets go of the camera and keeps its place at the device's door. */
  stepBack(): void;
  /** Reaches out again after `stepBack`. */
  comeAgain(): void;
  /** At once; the door is left when the camera has closed. */
  end(): void;
}

export interface ApproachOrder<Track extends DescribedTrack> {
  readonly source: MediaSource;
  /** Its place among those that wait for a session of the device. */
  readonly arrival: number;
  /** A person asked for it. */
  readonly insists: boolean;
  readonly admit: (relay: Relay, camera: RelayCamera, listener: RelayListener<Track>) => RelayAdmission;
}

const loginOf = ({ credential }: MediaSource): string =>
  credential === null ? "" : `${credential.userName}\0${credential.password}`;

/**
 * Comes to play at a camera:
 *
 *     door of the device ─► TCP ─► turn to log in ─► DESCRIBE ─► PLAY
 */
export const approach = <Track extends DescribedTrack>(
  order: ApproachOrder<Track>,
  around: { readonly relay: Promise<Relay>; readonly doors: DeviceDoors },
  listener: ApproachListener<Track>,
): Approach => {
  const { source } = order;
  let over = false;
  let admission: RelayAdmission | null = null;
  /** Connections to the camera: the device is left when there is none any more. */
  let connections = 0;

  const end = (): void => {
    if (over) return;
    over = true;
    admission?.end();
    if (connections === 0) pass.leave();
  };
  const fail = (what: Failure): void => {
    if (over) return;
    if (what.kind === "credentialsRefused" || what.kind === "lockedOut") pass.loginRefused();
    if (what.kind === "sessionLimit") pass.turnedAway();
    end();
    listener.failed(what);
  };
  const unlessOver =
    <Values extends readonly unknown[]>(then: (...values: Values) => void) =>
    (...values: Values): void => {
      if (!over) then(...values);
    };

  const connect = (relay: Relay): void => {
    const address = parseRtspUrl(source.url);
    if (!address.ok) {
      fail(address.error);
      return;
    }
    connections += 1;
    const { credential, transport, certificateSha256 } = source;
    const mine = order.admit(
      relay,
      { address: address.value, credential, transport, certificateSha256 },
      {
        reached: unlessOver((proceed) =>
          pass.knock(
            unlessOver(() => {
              listener.reached();
              proceed();
            }),
            () => fail(failure("credentialsRefused", "the device has refused this name and password before")),
          ),
        ),
        certificateSeen: unlessOver(listener.certificateSeen),
        loggingIn: unlessOver(listener.loggingIn),
        described: unlessOver(listener.described),
        playing: unlessOver((way) => {
          pass.established();
          listener.playing(way);
        }),
        received: unlessOver(listener.received),
        senderReport: unlessOver(listener.senderReport),
        failed: (what) => {
          if (admission === mine) fail(what);
        },
        closed: () => {
          connections -= 1;
          if (over && connections === 0) pass.leave();
        },
      },
    );
    admission = mine;
  };

  const reach = (): void => {
    around.relay.then(unlessOver(connect), () => fail(failure("internal", "the loopback relay cannot listen")));
  };

  const pass = around.doors.enter({
    deviceId: source.deviceId,
    arrival: order.arrival,
    login: loginOf(source),
    insists: order.insists,
    // Later, so that `pass` is known.
    entered: () => queueMicrotask(unlessOver(reach)),
    full: (limit) => queueMicrotask(unlessOver(() => listener.full(limit))),
  });

  return {
    url: () => admission?.url ?? null,
    stepBack: () => {
      admission?.end();
      admission = null;
      pass.stepBack();
    },
    comeAgain: unlessOver(reach),
    end,
  };
};
