import { maxRecordingChannels, type ChannelRecording, type ChannelRecordingState } from "../../contract/health";
import { success, type Result } from "../../domain/result";
import type { Ask } from "./recordingAsking";
import { printable } from "./scopes";
import { escapeXml, namespaces } from "./soap";
import { childrenOf, elementAt, textAt, type XmlElement } from "./xml";

/** What is known of one recording, by its token. */
export type Channels = ReadonlyMap<string, ChannelRecording>;

/** Longest token ONVIF allows (tt:ReferenceToken), and as much again for devices that do not care. */
const maxTokenLength = 128;

interface Job {
  readonly token: string;
  readonly recordingToken: string;
  readonly sourceToken: string;
}

/** What a job says of itself: `Idle`, `Active`, `PartiallyActive`, `Error`, or empty where it does not say. */
interface JobState {
  readonly recordingToken: string;
  readonly state: string;
  readonly error: string;
}

/**
 * Every recording, and whether its jobs write it: GetRecordings, GetRecordingJobs, and GetRecordingJobState of each
 * job as long as it is not late. `isDenied`: this account may not ask.
 */
export const askJobs = async (
  ask: Ask,
  url: URL,
  isLate: () => boolean,
): Promise<Result<{ readonly channels: Channels; readonly isDenied: boolean }>> => {
  const recordings = await ask({ service: "recording", url, name: "GetRecordings" });
  if (!recordings.ok) return recordings;
  if (recordings.value === "denied") return success({ channels: new Map(), isDenied: true });
  const named = recordings.value === "silent" ? new Map<string, string>() : readRecordings(recordings.value);
  const listed = await ask({ service: "recording", url, name: "GetRecordingJobs" });
  if (!listed.ok) return listed;
  if (listed.value === "silent" || listed.value === "denied") {
    const channels = new Map([...named].map(([token, name]) => [token, channel(name, "unknown")]));
    return success({ channels, isDenied: listed.value === "denied" });
  }
  const jobs = readJobs(listed.value);
  const states: JobState[] = [];
  for (const { token, recordingToken } of jobs) {
    const untold: JobState = { recordingToken, state: "", error: "" };
    if (isLate()) {
      states.push(untold);
      continue;
    }
    const input = `<s:JobToken>${escapeXml(token)}</s:JobToken>`;
    const told = await ask({ service: "recording", url, name: "GetRecordingJobState", input });
    if (!told.ok) return told;
    if (told.value === "denied") return success({ channels: channelsOf(named, jobs, states), isDenied: true });
    states.push(told.value === "silent" ? untold : { ...readJobState(told.value), recordingToken });
  }
  return success({ channels: channelsOf(named, jobs, states), isDenied: false });
};

const channel = (name: string, state: ChannelRecordingState): ChannelRecording => ({
  name,
  sourceToken: "",
  state,
  error: "",
  oldestAtUtcMs: null,
  newestAtUtcMs: null,
});

/** Recordings by their tokens, with what a person calls their source; empty where nobody does. */
const readRecordings = (response: XmlElement): Map<string, string> =>
  new Map(
    childrenOf(response, namespaces.recording, "RecordingItem")
      .slice(0, maxRecordingChannels)
      .map((item) => [
        textAt(item, namespaces.schema, "RecordingToken"),
        printable(textAt(item, namespaces.schema, "Configuration", "Source", "Name"), 100),
      ]),
  );

const readJobs = (response: XmlElement): Job[] =>
  childrenOf(response, namespaces.recording, "JobItem")
    .slice(0, maxRecordingChannels)
    .map((item) => {
      const token = textAt(item, namespaces.schema, "JobToken");
      const configured = (...path: string[]): string =>
        textAt(item, namespaces.schema, "JobConfiguration", ...path).slice(0, maxTokenLength);
      const recordingToken = configured("RecordingToken");
      return {
        token,
        recordingToken: recordingToken === "" ? token : recordingToken,
        sourceToken: configured("Source", "SourceToken", "Token"),
      };
    });

const readJobState = (response: XmlElement): Omit<JobState, "recordingToken"> => {
  const state = elementAt(response, namespaces.recording, "State");
  if (state === undefined) return { state: "", error: "" };
  const tracks = childrenOf(state, namespaces.schema, "Sources")
    .flatMap((source) => childrenOf(source, namespaces.schema, "Tracks"))
    .flatMap((list) => childrenOf(list, namespaces.schema, "Track"));
  const errors = tracks.map((track) => textAt(track, namespaces.schema, "Error")).filter((text) => text !== "");
  return { state: textAt(state, namespaces.schema, "State"), error: printable(errors[0] ?? "", 200) };
};

const channelsOf = (
  named: ReadonlyMap<string, string>,
  jobs: readonly Job[],
  states: readonly JobState[],
): Channels => {
  const tokens = new Set([...named.keys(), ...jobs.map(({ recordingToken }) => recordingToken)]);
  return new Map(
    [...tokens].map((token) => {
      const sourceToken = jobs.find((job) => job.recordingToken === token)?.sourceToken;
      const told = states.filter(({ recordingToken }) => recordingToken === token);
      const error = told.find((one) => one.error !== "")?.error ?? "";
      const state = sourceToken === undefined ? "noJob" : stateOf(told.map((one) => one.state));
      return [token, { ...channel(named.get(token) ?? "", state), sourceToken: sourceToken ?? "", error }];
    }),
  );
};

/** Of several jobs for one recording only the one of the highest priority runs (Recording Control §5.5). */
const stateOf = (states: readonly string[]): ChannelRecordingState => {
  if (states.includes("Error")) return "failed";
  if (states.includes("Active")) return "recording";
  if (states.includes("PartiallyActive")) return "partly";
  return states.includes("Idle") ? "stopped" : "unknown";
};
