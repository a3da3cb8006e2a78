import type { Clock } from "../base/clock";
import type { RecordingHealth } from "../contract/health";
import type { HealthQueries } from "../devices";
import type { FailureKind } from "../domain/failure";
import { assertNever } from "../domain/result";
import { placeAfter } from "./schedule";
import type { SteadyTime } from "./steadyTime";
import type { Watched } from "./watched";

/** How often what is asked, and what counts as slow. All ms. */
export const pace = {
  /** Whether it is there. */
  reachMs: 60_000,
  /** Once more after a first failed try, and when a picture stopped. */
  confirmMs: 5_000,
  /** The longest pause between two tries of a device that does not answer. */
  longestMs: 240_000,
  /** A device that takes longer to answer is asked half as often. */
  slowMs: 2_000,
  /** The clock is noted so often, and at once when it was set by more than {@link pace.clockStepMs}. */
  clockMs: 3_600_000,
  clockStepMs: 2_000,
  /**
   * What needs the login: of recorders, which have a request for each channel and a duty officer who must know soon
   * that one is not recorded any more; of other devices (firmware alone).
   */
  recorderMs: 600_000,
  cameraMs: 86_400_000,
} as const;

/** Failures of a device that is there all the same: it answered, and said no. */
const saysNo: readonly FailureKind[] = [
  "deviceFault",
  "credentialsRequired",
  "credentialsRefused",
  "lockedOut",
  "clockSkew",
  "sessionLimit",
];

/** What one try came to. */
export type Heard =
  | { readonly kind: "answered"; readonly clockNoted: boolean }
  | { readonly kind: "failed"; readonly cause: FailureKind; readonly askedAtUtcMs: number }
  | { readonly kind: "gone" };

/** When a device that is not in doubt is asked again: at its own place in the interval, with a little jitter. */
export const nextTryMs = ({ reachability, share, slow }: Watched, nowMs: number, random: number): number => {
  const pauses = reachability.kind === "offline" ? 2 ** Math.min(reachability.failures - 2, 2) : slow ? 2 : 1;
  const intervalMs = Math.min(pace.reachMs * pauses, pace.longestMs);
  return placeAfter(nowMs + intervalMs / 2, intervalMs, share) + random * intervalMs * 0.05;
};

/** Whether a device's clock was not looked at for so long. */
export const isClockDue = ({ kind, clockNotedMs }: Watched, nowMs: number): boolean =>
  kind === "onvif" && (clockNotedMs === null || nowMs - clockNotedMs >= pace.clockMs);

/** Asks a device whether it is there, and takes down its clock. */
export const askReach = async (
  device: Watched,
  parts: { readonly queries: HealthQueries; readonly clock: Clock; readonly time: SteadyTime },
): Promise<Heard> => {
  const { queries, clock, time } = parts;
  const startedMs = clock.monotonicMs();
  const reached = await queries.reach(device.id);
  const tookMs = clock.monotonicMs() - startedMs;
  if (!reached.ok) {
    const { kind } = reached.error;
    if (kind === "notFound") return { kind: "gone" };
    if (saysNo.includes(kind)) return { kind: "answered", clockNoted: false };
    return { kind: "failed", cause: kind, askedAtUtcMs: time.nowUtcMs() - Math.round(tookMs) };
  }
  device.slow = tookMs > pace.slowMs;
  return { kind: "answered", clockNoted: noteClock(device, reached.value.clockOffsetMs, clock.monotonicMs()) };
};

/** Whether the offset is worth a line in the record. */
const noteClock = (device: Watched, clockOffsetMs: number | null, nowMs: number): boolean => {
  const { facts } = device;
  if (device.kind !== "onvif" || (clockOffsetMs === null && facts.clockOffsetMs === null)) return false;
  const known = !isClockDue(device, nowMs);
  const same =
    clockOffsetMs !== null &&
    facts.clockOffsetMs !== null &&
    Math.abs(clockOffsetMs - facts.clockOffsetMs) < pace.clockStepMs;
  if (known && same) return false;
  device.clockNotedMs = nowMs;
  facts.clockOffsetMs = clockOffsetMs;
  return true;
};

/** Whether it is time to ask what needs the login. Not as long as a stream of it says that the login is refused. */
export const wantsExamination = ({ kind, facts, refusedSources }: Watched, nowUtcMs: number): boolean => {
  if (kind !== "onvif" || refusedSources.size > 0) return false;
  if (facts.examinedAtUtcMs === null) return true;
  const isRecorder = facts.recording !== null && facts.recording.state !== "unsupported";
  const everyMs = isRecorder ? pace.recorderMs : pace.cameraMs;
  const sinceMs = nowUtcMs - facts.examinedAtUtcMs;
  return sinceMs >= everyMs || sinceMs < 0;
};

/** Asks a device what needs its login. Answers whether windows should hear of it at once. */
export const askExamination = async (
  device: Watched,
  { queries, time }: { readonly queries: HealthQueries; readonly time: SteadyTime },
): Promise<boolean> => {
  const { facts } = device;
  const result = await queries.examine(device.id, facts.refusedLogin?.mark ?? null);
  facts.examinedAtUtcMs = time.nowUtcMs();
  switch (result.kind) {
    case "told": {
      const { firmwareVersion, recording } = result.told;
      const otherwise = !isRecordedAlike(facts.recording, recording);
      const allowedAgain = facts.refusedLogin !== null;
      facts.refusedLogin = null;
      facts.recording = recording;
      if (firmwareVersion === "" || firmwareVersion === facts.firmwareVersion) return otherwise || allowedAgain;
      if (facts.firmwareVersion !== "")
        facts.firmwareChange = { before: facts.firmwareVersion, atUtcMs: time.nowUtcMs() };
      facts.firmwareVersion = firmwareVersion;
      return true;
    }
    case "refused": {
      const { mark, failure } = result.refused;
      if (facts.refusedLogin?.mark === mark) return false;
      facts.refusedLogin = { mark, kind: failure.kind };
      return true;
    }
    case "failed":
      return false;
    default:
      return assertNever(result);
  }
};

/** Whether the same is recorded; the storage's newest picture is another each time. */
const isRecordedAlike = (before: RecordingHealth | null, now: RecordingHealth): boolean => {
  const statesOf = ({ state, channels }: RecordingHealth): string =>
    [state, ...channels.map((channel) => channel.state)].join();
  return before !== null && statesOf(before) === statesOf(now);
};
