import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import type { StreamProfile } from "../contract/device";
import type { Credential } from "../contract/media";
import { refusal, success, type Result } from "../domain/result";
import { channelName } from "./cameraNames";
import type { DeviceInformation, OnvifClient, Services, StreamSecurity } from "./onvif/client";
import type { Profile } from "./onvif/profiles";
import { printable } from "./onvif/scopes";
import { chooseStreams, type SourceStreams } from "./streamChoice";

/** What a device told of itself, ready to be recorded. */
export interface Survey extends DeviceInformation {
  /** Its own name, else manufacturer and model; empty when it tells neither. */
  readonly name: string;
  readonly clockOffsetMs: number | null;
  /** Of the certificate it showed; null where it was not asked over TLS. */
  readonly certificateSha256: string | null;
  readonly cameras: readonly SurveyedCamera[];
}

/** Asks the device at a service URL everything a record needs. */
export type AskDevice = (
  serviceUrl: string,
  credential: Credential | null,
  /** The one certificate accepted; null: whichever it shows. */
  certificateSha256: string | null,
  security: StreamSecurity,
) => Promise<Result<Survey>>;

/** The cameras of a survey under the names they are recorded with: the device's own, else one made from its name. */
export const newCameras = (
  { cameras }: Pick<Survey, "cameras">,
  deviceName: string,
  idOf: (camera: SurveyedCamera) => string,
): NewCamera[] =>
  cameras.map((camera, index) => ({
    ...camera,
    id: idOf(camera),
    name: camera.name === "" ? channelName(deviceName, index + 1, cameras.length > 1) : camera.name,
  }));

/** A camera about to be recorded. */
export interface NewCamera extends SurveyedCamera {
  readonly id: string;
}

export interface SurveyedCamera {
  /** As the device calls this channel; empty when it calls it nothing of its own. */
  readonly name: string;
  readonly sourceToken: string;
  readonly streams: readonly SurveyedStream[];
}

export interface SurveyedStream extends StreamProfile {
  readonly streamUrl: string;
  readonly snapshotUrl: string | null;
}

/** Bounds of one survey: a recorder has at most this many channels, and is not waited for longer. */
const maxCameras = 256;
const maxSurveyMs = 90_000;

/**
 * Asks a device everything a record needs: time, services, information, scopes, profiles, stream URIs. A recorder
 * channel that gives no stream is left out; a device that gives none at all is refused.
 */
export const surveyDevice = async (
  client: OnvifClient,
  security: StreamSecurity,
  clock: Clock,
  log: Log,
): Promise<Result<Survey>> => {
  const measured = await client.measureClock();
  if (!measured.ok) return measured;
  const services = await client.services();
  if (!services.ok) return services;
  const information = await client.deviceInformation();
  if (!information.ok) return information;
  const scopes = await client.scopes();
  const profiles = await client.profiles(services.value);
  if (!profiles.ok) return profiles;
  const streamUrl = (profile: Profile): Promise<Result<string>> => client.streamUrl(services.value, profile, security);
  const cameras = await surveyCameras(client, services.value, streamUrl, chooseStreams(profiles.value), clock, log);
  if (!cameras.ok) return cameras;
  const { manufacturer, model } = information.value;
  const ownName = scopes.ok ? scopes.value.name : "";
  const name = ownName === "" ? printable(`${manufacturer} ${model}`, 100) : ownName;
  return success({
    ...information.value,
    name,
    clockOffsetMs: measured.value,
    certificateSha256: client.certificateSha256(),
    cameras: cameras.value,
  });
};

const surveyCameras = async (
  client: OnvifClient,
  services: Services,
  streamUrlOf: (profile: Profile) => Promise<Result<string>>,
  sources: readonly SourceStreams[],
  clock: Clock,
  log: Log,
): Promise<Result<SurveyedCamera[]>> => {
  if (sources.length === 0) return refusal("noVideo", "no profile has a picture", "GetProfiles");
  if (sources.length > maxCameras) return refusal("answerTooLarge", "too many video sources", "GetProfiles");
  const startedMs = clock.monotonicMs();
  const cameras: SurveyedCamera[] = [];
  let firstRefusal: Result<SurveyedCamera[]> | null = null;
  for (const source of sources) {
    if (clock.monotonicMs() - startedMs > maxSurveyMs) return refusal("timedOut", "answers too slowly", "GetStreamUri");
    const streams: SurveyedStream[] = [];
    for (const { quality, profile } of source.streams) {
      const streamUrl = await streamUrlOf(profile);
      if (streamUrl.ok) {
        const snapshotUrl = await client.snapshotUrl(services, profile);
        const { token: profileToken, encoding, widthPx, heightPx, frameRate } = profile;
        const described = { quality, profileToken, encoding, widthPx, heightPx, frameRate };
        streams.push({
          ...described,
          streamUrl: streamUrl.value,
          snapshotUrl: snapshotUrl.ok ? snapshotUrl.value : null,
        });
        continue;
      }
      // A fault is about this stream; anything else is about the device.
      if (!["deviceFault", "malformedAnswer"].includes(streamUrl.error.kind)) return streamUrl;
      log.warn({ failure: streamUrl.error, sourceToken: source.sourceToken, quality }, "a stream is left out");
      firstRefusal ??= streamUrl;
    }
    if (streams.length > 0) cameras.push({ name: source.name, sourceToken: source.sourceToken, streams });
  }
  return cameras.length === 0 && firstRefusal !== null ? firstRefusal : success(cameras);
};
