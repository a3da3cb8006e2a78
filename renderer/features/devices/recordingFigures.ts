import type { Device } from "../../../app/contract/device";
import type { ChannelRecording, RecordingHealth } from "../../../app/contract/health";
import type { Translate } from "../../locales/words";

/** One channel of a recorder as the health page lists it. */
export interface ChannelLine extends ChannelRecording {
  readonly key: string;
}

type ChannelState = ChannelRecording["state"];

/** What needs a hand first. */
const byUrgency: readonly ChannelState[] = ["failed", "stopped", "partly", "unknown", "noJob", "recording"];

const isTroubled = (state: ChannelState): boolean => ["failed", "stopped", "partly"].includes(state);

/** Whether something that is meant to be recorded is not. */
export const isRecordingWrong = (recording: RecordingHealth | null): boolean => {
  if (recording === null) return false;
  const { state, channels, recordings } = recording;
  // A camera without a card has the service and an idle job all the same, and never stored anything.
  if (state === "stopped" && channels.length < 2 && recordings === 0) return false;
  return ["partly", "stopped", "failed"].includes(state);
};

/**
 * A recorder's channels under the names the cameras have here (else the recorder's own), what needs a hand first. The
 * recorder names a channel's source by a media profile or a video source.
 */
export const channelLines = (device: Device, { channels }: RecordingHealth): ChannelLine[] =>
  channels
    .map((channel, index): ChannelLine => {
      const from = channel.sourceToken;
      const camera = device.cameras.find(
        ({ sourceToken, profiles }) =>
          from !== "" && (sourceToken === from || profiles.some(({ profileToken }) => profileToken === from)),
      );
      return { ...channel, key: String(index), name: camera?.name ?? channel.name };
    })
    .toSorted((one, other) => byUrgency.indexOf(one.state) - byUrgency.indexOf(other.state));

/** Channels that are meant to be recorded, and those of them that are. */
export const countRecorded = ({
  channels,
}: RecordingHealth): { readonly meant: number; readonly recorded: number } => ({
  meant: channels.filter(({ state }) => isTroubled(state) || state === "recording").length,
  recorded: channels.filter(({ state }) => state === "recording").length,
});

/** What is wrong in as few words as a cell has room for: `2 路未录像`, `录像故障`. Empty where nothing is. */
export const recordingWord = (t: Translate, recording: RecordingHealth): string => {
  if (!isRecordingWrong(recording)) return "";
  const { meant, recorded } = countRecorded(recording);
  if (recording.state === "partly") return t("health.recordingShort.partly", { count: meant - recorded });
  return t(recording.state === "failed" ? "health.recordingShort.failed" : "health.recordingShort.stopped");
};

const mostNames = 2;

/** The same with the channels' names and what the recorder itself says: `东门、西门未录像`. */
export const recordingTrouble = (t: Translate, device: Device, recording: RecordingHealth): string => {
  const troubled = channelLines(device, recording).filter(({ state }) => isTroubled(state));
  const [error] = troubled.map((line) => line.error).filter((text) => text !== "");
  const state = recording.state === "partly" ? "stopped" : recording.state;
  const word = t(`health.recordings.${state}`);
  const what = error === undefined ? word : t("health.recordingSays", { what: word, error });
  if (troubled.length === 0 || countRecorded(recording).recorded === 0) return what;
  const names = troubled.slice(0, mostNames).map(({ name }) => name);
  return troubled.length > mostNames
    ? t("health.channelsTroubled", { names: names.join(t("health.comma")), count: troubled.length, what })
    : t("health.channelTroubled", { names: names.join(t("health.comma")), what });
};
