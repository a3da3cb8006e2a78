import type { ChannelRecording, RecordingHealth } from "../../contract/health";
import { success, type Result } from "../../domain/result";
import type { Ask } from "./recordingAsking";
import type { Channels } from "./recordingJobs";
import { printable } from "./scopes";
import { escapeXml, namespaces } from "./soap";
import { elementAt, textAt, type XmlElement } from "./xml";

export type Reach = Pick<RecordingHealth, "oldestAtUtcMs" | "newestAtUtcMs">;
export type Summary = Reach & Pick<RecordingHealth, "recordings">;

export const untoldSummary: Summary = { recordings: null, oldestAtUtcMs: null, newestAtUtcMs: null };

/** A recorder that says nothing of its first recordings says nothing of the others. */
const mostSilences = 2;

/**
 * How far the storage reaches, of all (GetRecordingSummary) and of each recording (GetRecordingInformation) as long
 * as it is not late. `isDenied`: this account may not ask.
 */
export const askSearch = async (
  ask: Ask,
  url: URL,
  channels: Channels,
  isLate: () => boolean,
): Promise<Result<{ readonly summary: Summary; readonly channels: Channels; readonly isDenied: boolean }>> => {
  const summed = await ask({ service: "search", url, name: "GetRecordingSummary" });
  if (!summed.ok) return summed;
  if (summed.value === "denied") return success({ summary: untoldSummary, channels, isDenied: true });
  const informed = new Map(channels);
  let silences = 0;
  for (const [token, channel] of channels) {
    if (silences >= mostSilences || isLate()) break;
    const input = `<s:RecordingToken>${escapeXml(token)}</s:RecordingToken>`;
    const told = await ask({ service: "search", url, name: "GetRecordingInformation", input });
    if (!told.ok) return told;
    if (typeof told.value === "string") silences += 1;
    else informed.set(token, withInformation(channel, told.value));
  }
  const summary = summed.value === "silent" ? null : readSummary(summed.value);
  return success({ summary: summary ?? summaryOf([...informed.values()]), channels: informed, isDenied: false });
};

const readSummary = (response: XmlElement): Summary | null => {
  const summary = elementAt(response, namespaces.search, "Summary");
  if (summary === undefined) return null;
  const number = textAt(summary, namespaces.schema, "NumberRecordings");
  const recordings = /^\d{1,6}$/.test(number) ? Number(number) : null;
  // The times of an empty storage mean nothing.
  if (recordings === 0) return { ...untoldSummary, recordings };
  return {
    recordings,
    oldestAtUtcMs: momentOf(textAt(summary, namespaces.schema, "DataFrom")),
    newestAtUtcMs: momentOf(textAt(summary, namespaces.schema, "DataUntil")),
  };
};

const withInformation = (channel: ChannelRecording, response: XmlElement): ChannelRecording => {
  const information = elementAt(response, namespaces.search, "RecordingInformation");
  if (information === undefined) return channel;
  const read = (...path: string[]): string => textAt(information, namespaces.schema, ...path);
  const status = read("RecordingStatus");
  const state = status === "Recording" ? "recording" : status === "Stopped" ? "stopped" : "unknown";
  return {
    ...channel,
    name: channel.name === "" ? printable(read("Source", "Name"), 100) : channel.name,
    // The job itself knows better, where it says anything.
    state: channel.state === "unknown" ? state : channel.state,
    oldestAtUtcMs: momentOf(read("EarliestRecording")),
    newestAtUtcMs: momentOf(read("LatestRecording")),
  };
};

const summaryOf = (channels: readonly ChannelRecording[]): Summary => {
  const times = channels
    .flatMap(({ oldestAtUtcMs, newestAtUtcMs }) => [oldestAtUtcMs, newestAtUtcMs])
    .filter((utcMs) => utcMs !== null);
  if (times.length === 0) return untoldSummary;
  return { recordings: null, oldestAtUtcMs: Math.min(...times), newestAtUtcMs: Math.max(...times) };
};

/** xs:dateTime; without a zone it is UTC, as everywhere in ONVIF. */
const momentOf = (text: string): number | null => {
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim());
  if (match === null) return null;
  const utcMs = Date.parse(match[1] === undefined ? `${text.trim()}Z` : text.trim());
  return Number.isNaN(utcMs) ? null : utcMs;
};
