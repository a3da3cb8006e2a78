import type { ClipRecipe, Quality } from "./clipRecipe";

/** What a simulated camera tells about itself. URLs are whole. */
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
  readonly profiles: readonly ProfileFacts[];
  /** The camera's clock, ms since 1970. */
  nowUtcMs(): number;
}

export type ServiceName = "device" | "media" | "media2";

export interface ProfileFacts {
  readonly quality: Quality;
  readonly token: string;
  readonly recipe: ClipRecipe;
  readonly streamUrl: string;
  readonly snapshotUrl: string;
}

export const servicePaths: Readonly<Record<ServiceName, string>> = {
  device: "/onvif/device_service",
  media: "/onvif/media_service",
  media2: "/onvif/media2_service",
};

export const videoSourceToken = "VideoSource_1";

/** The scopes of WS-Discovery and GetScopes, their last parts URL-encoded (ONVIF Core §7.3.2.2). */
export const scopesOf = (facts: Pick<OnvifFacts, "name" | "location" | "model">): readonly string[] => {
  const scope = (category: string, value: string): string =>
    `onvif://www.onvif.org/${category}/${encodeURIComponent(value)}`;
  return [
    scope("Profile", "Streaming"),
    scope("Profile", "T"),
    "onvif://www.onvif.org/type/video_encoder",
    scope("hardware", facts.model),
    scope("name", facts.name),
    scope("location", facts.location),
  ];
};
