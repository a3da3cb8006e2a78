import { refuse, type AnswerTable, type OnvifAnswer } from "./onvifAnswers";
import type { OnvifFacts } from "./onvifFacts";
import type { RecordingFacts } from "./recordings";
import { escapeXml, textOf } from "./soap";

const moment = (utcMs: number): string => new Date(utcMs).toISOString();
const videoTrack = "VIDEO001";

const source = ({ name, profileToken }: RecordingFacts): string =>
  `<tt:Source><tt:SourceId>${profileToken}</tt:SourceId><tt:Name>${escapeXml(name)}</tt:Name>` +
  "<tt:Location></tt:Location><tt:Description></tt:Description><tt:Address></tt:Address></tt:Source>";

const recordingItem = (recording: RecordingFacts): string =>
  `<trc:RecordingItem><tt:RecordingToken>${recording.token}</tt:RecordingToken><tt:Configuration>${source(recording)}` +
  `<tt:Content>${escapeXml(recording.name)}</tt:Content><tt:MaximumRetentionTime>PT0S</tt:MaximumRetentionTime>` +
  `</tt:Configuration><tt:Tracks><tt:Track><tt:TrackToken>${videoTrack}</tt:TrackToken><tt:Configuration>` +
  "<tt:TrackType>Video</tt:TrackType><tt:Description></tt:Description></tt:Configuration></tt:Track></tt:Tracks>" +
  "</trc:RecordingItem>";

const sourceToken = ({ profileToken }: RecordingFacts): string =>
  '<tt:SourceToken Type="http://www.onvif.org/ver10/schema/Profile">' +
  `<tt:Token>${profileToken}</tt:Token></tt:SourceToken>`;

const jobItem = (recording: RecordingFacts): string =>
  `<trc:JobItem><tt:JobToken>${recording.jobToken}</tt:JobToken><tt:JobConfiguration>` +
  `<tt:RecordingToken>${recording.token}</tt:RecordingToken>` +
  `<tt:Mode>${recording.isWanted ? "Active" : "Idle"}</tt:Mode><tt:Priority>1</tt:Priority>` +
  `<tt:Source>${sourceToken(recording)}<tt:Tracks><tt:SourceTag>video</tt:SourceTag>` +
  `<tt:Destination>${videoTrack}</tt:Destination></tt:Tracks></tt:Source></tt:JobConfiguration></trc:JobItem>`;

const jobState = (recording: RecordingFacts): string => {
  const state = !recording.isWanted ? "Idle" : recording.error === null ? "Active" : "Error";
  return (
    `<trc:State><tt:RecordingToken>${recording.token}</tt:RecordingToken><tt:State>${state}</tt:State>` +
    `<tt:Sources>${sourceToken(recording)}<tt:State>${state}</tt:State><tt:Tracks><tt:Track>` +
    `<tt:SourceTag>video</tt:SourceTag><tt:Destination>${videoTrack}</tt:Destination>` +
    (recording.error === null ? "" : `<tt:Error>${escapeXml(recording.error)}</tt:Error>`) +
    `<tt:State>${state}</tt:State></tt:Track></tt:Tracks></tt:Sources></trc:State>`
  );
};

const summary = (recordings: readonly RecordingFacts[], nowUtcMs: number): string => {
  const stored = recordings.flatMap((recording) => recording.stored ?? []);
  const from = Math.min(...stored.map(({ fromUtcMs }) => fromUtcMs), nowUtcMs);
  const until = stored.length === 0 ? nowUtcMs : Math.max(...stored.map(({ untilUtcMs }) => untilUtcMs));
  return (
    `<tse:Summary><tt:DataFrom>${moment(from)}</tt:DataFrom><tt:DataUntil>${moment(until)}</tt:DataUntil>` +
    `<tt:NumberRecordings>${stored.length}</tt:NumberRecordings></tse:Summary>`
  );
};

const information = (recording: RecordingFacts): string => {
  const { token, name, stored, isWanted, error } = recording;
  const [from, until] = stored === null ? ["", ""] : [moment(stored.fromUtcMs), moment(stored.untilUtcMs)];
  return (
    `<tse:RecordingInformation><tt:RecordingToken>${token}</tt:RecordingToken>${source(recording)}` +
    (stored === null
      ? ""
      : `<tt:EarliestRecording>${from}</tt:EarliestRecording><tt:LatestRecording>${until}</tt:LatestRecording>`) +
    `<tt:Content>${escapeXml(name)}</tt:Content>` +
    (stored === null
      ? ""
      : `<tt:Track><tt:TrackToken>${videoTrack}</tt:TrackToken><tt:TrackType>Video</tt:TrackType>` +
        `<tt:Description></tt:Description><tt:DataFrom>${from}</tt:DataFrom><tt:DataTo>${until}</tt:DataTo></tt:Track>`) +
    `<tt:RecordingStatus>${isWanted && error === null ? "Recording" : "Stopped"}</tt:RecordingStatus>` +
    "</tse:RecordingInformation>"
  );
};

const withRecording = (
  facts: OnvifFacts,
  isAskedFor: (recording: RecordingFacts) => boolean,
  subcode: string,
  answer: (recording: RecordingFacts) => string,
): OnvifAnswer => {
  const recording = facts.recordings?.find(isAskedFor);
  if (recording === undefined) return refuse("Sender", ["InvalidArgVal", subcode], "There is none of this token.");
  return answer(recording);
};

const recordingsOf = (facts: OnvifFacts): readonly RecordingFacts[] => facts.recordings ?? [];

export const recordingCapabilities = (facts: OnvifFacts): string =>
  "<trc:Capabilities DynamicRecordings='false' DynamicTracks='false' Encoding='H264 H265 JPEG'" +
  ` MaxRecordings='${recordingsOf(facts).length}' MaxRecordingJobs='${recordingsOf(facts).length}'/>`;

export const searchCapabilities = "<tse:Capabilities MetadataSearch='false' GeneralStartEvents='false'/>";

/** The operations of the recording service (ver10) that are answered. */
export const recordingAnswers: AnswerTable = {
  GetServiceCapabilities: (facts) =>
    `<trc:GetServiceCapabilitiesResponse>${recordingCapabilities(facts)}</trc:GetServiceCapabilitiesResponse>`,
  GetRecordings: (facts) =>
    `<trc:GetRecordingsResponse>${recordingsOf(facts).map(recordingItem).join("")}</trc:GetRecordingsResponse>`,
  GetRecordingJobs: (facts) =>
    `<trc:GetRecordingJobsResponse>${recordingsOf(facts).map(jobItem).join("")}</trc:GetRecordingJobsResponse>`,
  GetRecordingJobState: (facts, body) =>
    withRecording(
      facts,
      ({ jobToken }) => jobToken === textOf(body, "JobToken"),
      "NoRecordingJob",
      (recording) => `<trc:GetRecordingJobStateResponse>${jobState(recording)}</trc:GetRecordingJobStateResponse>`,
    ),
};

/** The operations of the search service (ver10) that are answered. */
export const searchAnswers: AnswerTable = {
  GetServiceCapabilities: () =>
    `<tse:GetServiceCapabilitiesResponse>${searchCapabilities}</tse:GetServiceCapabilitiesResponse>`,
  GetRecordingSummary: (facts) =>
    `<tse:GetRecordingSummaryResponse>${summary(recordingsOf(facts), facts.nowUtcMs())}</tse:GetRecordingSummaryResponse>`,
  GetRecordingInformation: (facts, body) =>
    withRecording(
      facts,
      ({ token }) => token === textOf(body, "RecordingToken"),
      "InvalidToken",
      (recording) =>
        `<tse:GetRecordingInformationResponse>${information(recording)}</tse:GetRecordingInformationResponse>`,
    ),
};
