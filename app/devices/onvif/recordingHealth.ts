import type { RecordingHealth } from "../../contract/health";
import { success, type Result } from "../../domain/result";
import type { Exchange } from "./exchange";
import { onReachedHost, webProtocols } from "./reachedHost";
import { escapeXml, namespaces, type ServiceName } from "./soap";
import { childrenOf, elementAt, textAt, type XmlElement } from "./xml";

/** Jobs looked at, one request each; a recorder of 256 channels has as many. */
const maxJobs = 256;

/**
 * What a recorder tells of its recordings: the state of each recording job (GetRecordingJobs,
 * GetRecordingJobState of the ONVIF Recording service) and how far its storage reaches (GetRecordingSummary of the
 * Search service). Null for a device without these services. What it knows of them but does not answer is left
 * open; anything that is about the device or the login is a failure.
 */
export const readRecordingHealth = async (exchange: Exchange, device: URL): Promise<Result<RecordingHealth | null>> => {
  const listed = await exchange({
    service: "device",
    url: device,
    name: "GetServices",
    input: "<s:IncludeCapability>false</s:IncludeCapability>",
  });
  // Older than GetServices: no Profile G either.
  if (!listed.ok) return isItsOwnFault(listed.error.kind) ? success(null) : listed;
  const recording = serviceUrl(listed.value, "recording", device);
  const search = serviceUrl(listed.value, "search", device);
  if (recording === null && search === null) return success(null);

  const jobs = recording === null ? success([]) : await jobStates(exchange, recording);
  if (!jobs.ok) return jobs;
  const reach = search === null ? success(noReach) : await storageReach(exchange, search);
  if (!reach.ok) return reach;
  const runningJobs = jobs.value.filter((state) => state === "Active" || state === "PartiallyActive").length;
  return success({ state: sumOf(jobs.value), jobs: jobs.value.length, runningJobs, ...reach.value });
};

const isItsOwnFault = (kind: string): boolean => ["deviceFault", "malformedAnswer"].includes(kind);

const serviceUrl = (listed: XmlElement, service: ServiceName, reached: URL): URL | null => {
  const found = childrenOf(listed, namespaces.device, "Service").find(
    (one) => textAt(one, namespaces.device, "Namespace") === namespaces[service],
  );
  return found === undefined ? null : onReachedHost(textAt(found, namespaces.device, "XAddr"), reached, webProtocols);
};

/** State of each job: `Idle`, `Active`, `PartiallyActive`, `Error`, or empty where it is not told. */
const jobStates = async (exchange: Exchange, url: URL): Promise<Result<string[]>> => {
  const listed = await exchange({ service: "recording", url, name: "GetRecordingJobs" });
  if (!listed.ok) return isItsOwnFault(listed.error.kind) ? success([]) : listed;
  const states: string[] = [];
  for (const job of childrenOf(listed.value, namespaces.recording, "JobItem").slice(0, maxJobs)) {
    const token = textAt(job, namespaces.schema, "JobToken");
    const told = await exchange({
      service: "recording",
      url,
      name: "GetRecordingJobState",
      input: `<s:JobToken>${escapeXml(token)}</s:JobToken>`,
    });
    if (!told.ok && !isItsOwnFault(told.error.kind)) return told;
    const state = told.ok ? elementAt(told.value, namespaces.recording, "State") : undefined;
    states.push(state === undefined ? "" : textAt(state, namespaces.schema, "State"));
  }
  return success(states);
};

const sumOf = (states: readonly string[]): RecordingHealth["state"] => {
  const told = states.filter((state) => state !== "");
  if (told.length === 0) return "unknown";
  if (told.includes("Error")) return "failed";
  if (told.every((state) => state === "Active")) return "recording";
  return told.every((state) => state === "Idle") ? "stopped" : "partly";
};

type Reach = Pick<RecordingHealth, "oldestAtUtcMs" | "newestAtUtcMs">;

const noReach: Reach = { oldestAtUtcMs: null, newestAtUtcMs: null };

const storageReach = async (exchange: Exchange, url: URL): Promise<Result<Reach>> => {
  const told = await exchange({ service: "search", url, name: "GetRecordingSummary" });
  if (!told.ok) return isItsOwnFault(told.error.kind) ? success(noReach) : told;
  const summary = elementAt(told.value, namespaces.search, "Summary");
  if (summary === undefined || textAt(summary, namespaces.schema, "NumberRecordings") === "0") return success(noReach);
  return success({
    oldestAtUtcMs: moment(textAt(summary, namespaces.schema, "DataFrom")),
    newestAtUtcMs: moment(textAt(summary, namespaces.schema, "DataUntil")),
  });
};

/** xs:dateTime; without a zone it is UTC, as everywhere in ONVIF. */
const moment = (text: string): number | null => {
  const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim());
  if (match === null) return null;
  const utcMs = Date.parse(match[1] === undefined ? `${text.trim()}Z` : text.trim());
  return Number.isNaN(utcMs) ? null : utcMs;
};
