import type { ClipRecipe, Quality } from "./clipRecipe";
import type { AudioCodec } from "./liveAudio";
import type { Oddities } from "./makers";
import type { RecordingFacts } from "./recordings";
import type { TransportName } from "./rtpTransport";

/** What a simulated device tells about itself at the moment. URLs are whole. */
export interface OnvifFacts {
  readonly name: string;
  readonly location: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly firmwareVersion: string;
  readonly serialNumber: string;
  readonly hardwareId: string;
  readonly macAddress: string;
  readonly address: string;
  readonly hostname: string;
  readonly services: Readonly<Record<ServiceName, string>>;
  /** One after the other, main before sub of each source. */
  readonly profiles: readonly ProfileFacts[];
  /** One for each channel; null of a device without recording and search service. */
  readonly recordings: readonly RecordingFacts[] | null;
  readonly audio: AudioCodec | null;
  readonly transports: readonly TransportName[];
  readonly oddities: Oddities;
  /** Whoever waits for a key frame of this profile gets one at once. */
  synchronize(profileToken: string): void;
  /** The device's clock, ms since 1970. */
  nowUtcMs(): number;
}

export type ServiceName = "device" | "media" | "media2" | "recording" | "search";

export interface ProfileFacts {
  readonly quality: Quality;
  readonly token: string;
  readonly name: string;
  readonly sourceToken: string;
  readonly recipe: ClipRecipe;
  readonly streamUrl: string;
  /** RTSP over TLS; null where there is none. */
  readonly secureStreamUrl: string | null;
  readonly snapshotUrl: string;
}

export const servicePaths: Readonly<Record<ServiceName, string>> = {
  device: "/onvif/device_service",
  media: "/onvif/media_service",
  media2: "/onvif/media2_service",
  recording: "/onvif/recording_service",
  search: "/onvif/search_service",
};

/** Where a redirecting device's device service really is. */
export const redirectedDevicePath = "/onvif/services";

/** The scopes of WS-Discovery and GetScopes, their last parts URL-encoded (ONVIF Core §7.3.2.2). */
export const scopesOf = (facts: Pick<OnvifFacts, "name" | "location" | "model" | "recordings">): readonly string[] => {
  const scope = (category: string, value: string): string =>
    `onvif://www.onvif.org/${category}/${encodeURIComponent(value)}`;
  return [
    scope("Profile", "Streaming"),
    scope("Profile", "T"),
    ...(facts.recordings === null ? [] : [scope("Profile", "G")]),
    "onvif://www.onvif.org/type/video_encoder",
    scope("hardware", facts.model),
    scope("name", facts.name),
    scope("location", facts.location),
  ];
};

/** The services a device has. */
export const servicesOf = ({ oddities, recordings }: Pick<OnvifFacts, "oddities" | "recordings">): ServiceName[] => [
  "device",
  "media",
  ...(oddities.withoutMedia2 ? [] : (["media2"] as const)),
  ...(recordings === null ? [] : (["recording", "search"] as const)),
];
