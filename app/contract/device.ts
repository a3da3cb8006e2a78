import { z } from "zod";
import { deviceCode } from "./site";

/** How a camera's stream is asked for: the small one for walls, the large one for a tile that fills the screen. */
export const streamQuality = z.enum(["main", "sub"]);
export type StreamQuality = z.infer<typeof streamQuality>;

/** A host as a person types it: IPv4, IPv6, host name or an http(s) URL of a device service, at most 253 characters. */
export const deviceAddress = z.string().trim().min(1).max(253);

/** A camera's user name. */
export const userName = z.string().max(128);
/** A camera's password: travels from the window to the station once, and never back. */
export const password = z.string().max(256);

/**
 * RTSP URL of a stream as a person types it, with or without name and password in front of the host. An `@` further
 * behind is refused: it would be a password with a bare `/`, `?` or `#` in it, which could not be told from the path.
 */
export const streamAddress = z
  .string()
  .trim()
  .max(2048)
  .regex(/^rtsps?:\/\/[^\s/?#]+(?:[/?#][^\s@]*)?$/i);

/** How a device is asked: by ONVIF, or for nothing but the streams whose URLs a person gave. */
export const deviceKind = z.enum(["onvif", "stream"]);
export type DeviceKind = z.infer<typeof deviceKind>;

/**
 * How its pictures travel. `auto`: RTP over the RTSP connection first, UDP when the device refuses that. `tls`: by RTSPS,
 * of an ONVIF device with Media2; a plain stream says so by its URL.
 */
export const streamTransport = z.enum(["auto", "tcp", "udp", "tls"]);
export type StreamTransport = z.infer<typeof streamTransport>;

/** SHA-256 of a certificate in DER, lower-case hexadecimal. */
export const certificateSha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One stream a camera offers, without any credential. */
export const streamProfile = z.object({
  quality: streamQuality,
  /** ONVIF profile token: an opaque string. */
  profileToken: z.string(),
  /** As the device names it: `H264`, `H265`, `JPEG`; empty when it does not tell. */
  encoding: z.string(),
  widthPx: z.number().int().nonnegative(),
  heightPx: z.number().int().nonnegative(),
  /** Frames per second; 0 when the device does not tell. */
  frameRate: z.number().nonnegative(),
});
export type StreamProfile = z.infer<typeof streamProfile>;

/** What a camera is called by at a keyboard: unique among the records, six digits at most. */
export const cameraNumber = z.number().int().min(1).max(999_999);

/** A picture source: a camera of its own, or one channel of a recorder. */
export const camera = z.object({
  id: z.string(),
  deviceId: z.string(),
  number: cameraNumber,
  name: z.string(),
  /** 1-based channel number within the device. */
  channel: z.number().int().positive(),
  /** ONVIF video source token. */
  sourceToken: z.string(),
  /** GB/T 28181 code of the channel; null where it has none. */
  code: deviceCode.nullable(),
  profiles: z.array(streamProfile),
});
export type Camera = z.infer<typeof camera>;

/** A device of the records with its cameras. Holds no password. */
export const device = z.object({
  id: z.string(),
  kind: deviceKind,
  name: z.string(),
  /** Host as reached from here. */
  host: z.string(),
  port: z.number().int().min(1).max(65535),
  /** URL of the ONVIF device service, or of the main stream; without user information, a password behind the host masked. */
  serviceUrl: z.string(),
  /** URL of a plain stream's small one, likewise; absent where there is none. */
  subUrl: z.string().optional(),
  userName: z.string(),
  transport: streamTransport,
  /** Of the certificate it was first seen with; null where it is not asked over TLS. */
  certificateSha256: certificateSha256.nullable(),
  manufacturer: z.string(),
  model: z.string(),
  firmwareVersion: z.string(),
  serialNumber: z.string(),
  /** Device clock minus workstation clock, ms; null when the device does not tell its time. */
  clockOffsetMs: z.number().nullable(),
  addedAtUtcMs: z.number().int(),
  /** Null: not put into a site yet. */
  siteId: z.string().nullable(),
  /** GB/T 28181 code of the device; null where it has none. */
  code: deviceCode.nullable(),
  cameras: z.array(camera),
});
export type Device = z.infer<typeof device>;

/** One answer to a WS-Discovery probe. */
export const discoveredDevice = z.object({
  /** WS-Addressing endpoint reference, normally `urn:uuid:…`; what repeated answers are joined by. */
  endpoint: z.string(),
  /** The device-service URL chosen of those offered. */
  serviceUrl: z.string(),
  host: z.string(),
  port: z.number().int().min(1).max(65535),
  /** From the scopes, decoded; empty when absent. */
  name: z.string(),
  hardware: z.string(),
  location: z.string(),
  /** Already among the records. */
  known: z.boolean(),
});
export type DiscoveredDevice = z.infer<typeof discoveredDevice>;
