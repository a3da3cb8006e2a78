import type { DeviceKind } from "../contract/device";
import type { DeviceHealth, RecordingHealth } from "../contract/health";
import type { HealthTarget } from "../devices";
import type { FailureKind } from "../domain/failure";
import { assertNever } from "../domain/result";
import { unknown, type Reachability } from "./reachability";
import { shareOf } from "./schedule";

/** What is written about a device. */
export interface DeviceFacts {
  clockOffsetMs: number | null;
  firmwareVersion: string;
  firmwareChange: DeviceHealth["firmwareChange"];
  /** Null until it was asked for the first time. */
  recording: RecordingHealth | null;
  /** The login it refused, and how. */
  refusedLogin: { readonly mark: string; readonly kind: FailureKind } | null;
  examinedAtUtcMs: number | null;
}

/** A device that is looked after. */
export interface Watched {
  readonly id: string;
  readonly kind: DeviceKind;
  /** Its place in every interval, 0..1. */
  readonly share: number;
  reachability: Reachability;
  readonly facts: DeviceFacts;
  /** Its last answer took long. */
  slow: boolean;
  clockNotedMs: number | null;
  /** One try at a time. */
  asking: Promise<void> | null;
  /** Its streams by their ids: those with a running picture, and those whose login it refused. */
  readonly liveSources: Set<string>;
  readonly refusedSources: Map<string, FailureKind>;
}

export const newlyWatched = (target: HealthTarget): Watched => ({
  id: target.id,
  kind: target.kind,
  share: shareOf(target.id),
  reachability: unknown,
  facts: {
    clockOffsetMs: target.clockOffsetMs,
    firmwareVersion: target.firmwareVersion,
    firmwareChange: null,
    recording: null,
    refusedLogin: null,
    examinedAtUtcMs: null,
  },
  slow: false,
  clockNotedMs: null,
  asking: null,
  liveSources: new Set(),
  refusedSources: new Map(),
});

/** As windows see it: a device in doubt is still what it was. */
export const healthOf = ({ id, reachability, facts, refusedSources }: Watched): DeviceHealth => {
  const { clockOffsetMs, firmwareVersion, firmwareChange, recording, refusedLogin } = facts;
  const [refusedStream] = refusedSources.values();
  return {
    deviceId: id,
    ...shown(reachability),
    loginFailure: refusedLogin?.kind ?? refusedStream ?? null,
    clockOffsetMs,
    firmwareVersion,
    firmwareChange,
    recording,
  };
};

/** What of a state windows see. */
export const shown = (state: Reachability): Pick<DeviceHealth, "state" | "sinceUtcMs" | "cause"> => {
  switch (state.kind) {
    case "unknown":
      return { state: "unknown", sinceUtcMs: null, cause: null };
    case "online":
      return { state: "online", sinceUtcMs: state.sinceUtcMs, cause: null };
    case "doubtful":
      return state.onlineSinceUtcMs === null
        ? { state: "unknown", sinceUtcMs: null, cause: null }
        : { state: "online", sinceUtcMs: state.onlineSinceUtcMs, cause: null };
    case "offline":
      return { state: "offline", sinceUtcMs: state.sinceUtcMs, cause: state.cause };
    default:
      return assertNever(state);
  }
};
