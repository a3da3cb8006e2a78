import type { Clock } from "../../base/clock";
import { maxRecordingChannels, type ChannelRecording, type RecordingHealth } from "../../contract/health";
import { success, type Result } from "../../domain/result";
import type { Exchange } from "./exchange";
import { asking, ownFaults } from "./recordingAsking";
import { askJobs, type Channels } from "./recordingJobs";
import { askSearch, untoldSummary } from "./recordingSearch";
import { printable } from "./scopes";
import type { Services } from "./services";

/** Each channel is asked about by itself: of a slow recorder with many the last ones are left open. */
const maxAskingMs = 60_000;

/** What is stored is the lesser half: a recorder that hangs over it has told of its jobs all the same. */
const searchFaults = [...ownFaults, "timedOut", "connectionLost"];

/**
 * What a recorder tells of its recordings: of each whether it is written (ONVIF Recording service) and how far back
 * it reaches (Search service). What it does not answer is left open; anything that is about the device or the login is
 * a failure.
 */
export const readRecordingHealth = async (
  exchange: Exchange,
  services: Result<Services>,
  clock: Clock,
): Promise<Result<RecordingHealth>> => {
  // A device that answers neither GetServices nor GetCapabilities has no Profile G either.
  if (!services.ok && !ownFaults.includes(services.error.kind)) return services;
  const { recording, search }: Services = services.ok ? services.value : {};
  const untilMs = clock.monotonicMs() + maxAskingMs;
  const isLate = (): boolean => clock.monotonicMs() > untilMs;

  const none: Channels = new Map();
  const jobs =
    recording === undefined
      ? success({ channels: none, isDenied: false })
      : await askJobs(asking(exchange, ownFaults), recording, isLate);
  if (!jobs.ok) return jobs;
  const { channels: written } = jobs.value;
  const stored =
    search === undefined
      ? success({ summary: untoldSummary, channels: written, isDenied: false })
      : await askSearch(asking(exchange, searchFaults), search, written, isLate);
  if (!stored.ok) return stored;

  const channels = [...stored.value.channels].slice(0, maxRecordingChannels).map(([token, channel]) => ({
    ...channel,
    name: channel.name === "" ? printable(token, 100) : channel.name,
  }));
  const isDenied = jobs.value.isDenied || (recording === undefined && stored.value.isDenied);
  const isUnsupported = recording === undefined && search === undefined;
  return success({
    state: isUnsupported ? "unsupported" : isDenied ? "denied" : sumOf(channels),
    toldAtUtcMs: clock.nowUtcMs(),
    channels,
    ...stored.value.summary,
  });
};

const sumOf = (channels: readonly ChannelRecording[]): RecordingHealth["state"] => {
  const states = channels.map(({ state }) => state).filter((state) => state !== "noJob" && state !== "unknown");
  if (states.length === 0) return "unknown";
  if (states.includes("failed")) return "failed";
  if (states.every((state) => state === "recording")) return "recording";
  return states.every((state) => state === "stopped") ? "stopped" : "partly";
};
