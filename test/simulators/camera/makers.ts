/** Invented makers, each with a way of its own to understand ONVIF. */
export type Maker = "plain" | "lion" | "crane" | "tern";

export interface Oddities {
  /** Stands in the place of host and port in every address that is told: a device behind address translation. */
  readonly toldHost: string | null;
  /** No HTTP digest: a request without a good UsernameToken gets HTTP 400 with NotAuthorized. */
  readonly usernameTokenOnly: boolean;
  /** GetSystemDateAndTime tells LocalDateTime and TimeZone alone. */
  readonly localTimeOnly: boolean;
  /** GetServices ends in a fault; GetCapabilities works. */
  readonly faultingGetServices: boolean;
  readonly withoutMedia2: boolean;
  /** Profiles have tokens such as `001`, and the smallest comes first. */
  readonly numberedProfiles: boolean;
  /** One more profile, without VideoSourceConfiguration and encoder. */
  readonly strayProfile: boolean;
  /** SetSynchronizationPoint ends in a fault. */
  readonly withoutSynchronization: boolean;
  /** The device service's fixed path answers 307 to another one. */
  readonly redirecting: boolean;
}

const plain: Oddities = {
  toldHost: null,
  usernameTokenOnly: false,
  localTimeOnly: false,
  faultingGetServices: false,
  withoutMedia2: false,
  numberedProfiles: false,
  strayProfile: false,
  withoutSynchronization: false,
  redirecting: false,
};

export const makers: Readonly<Record<Maker, Oddities>> = {
  plain,
  // 192.0.2.0/24 is for documentation (RFC 5737): nothing answers there.
  lion: { ...plain, toldHost: "192.0.2.64", usernameTokenOnly: true },
  crane: {
    ...plain,
    localTimeOnly: true,
    faultingGetServices: true,
    withoutMedia2: true,
    withoutSynchronization: true,
  },
  tern: { ...plain, numberedProfiles: true, strayProfile: true, redirecting: true },
};
