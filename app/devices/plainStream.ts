import type { StreamQuality } from "../contract/device";
import type { Credential, SourceDescription } from "../contract/media";
import { refusal, success, type Result } from "../domain/result";
import { firstName } from "./cameraNames";
import type { NewDevice } from "./store";
import { parseStreamAddress } from "./streamAddress";
import { probeStreams, type DescribeSource } from "./streamProbe";
import type { SurveyedStream } from "./survey";

/** As `devices.addStream` of the contract. */
export interface NewStreamInput {
  readonly name: string;
  readonly mainUrl: string;
  readonly subUrl?: string | undefined;
  readonly userName: string;
  readonly password: string;
  readonly evenIfAbsent?: boolean | undefined;
}

export interface PlainStreamParts {
  readonly id: () => string;
  readonly nowUtcMs: () => number;
  readonly describe: DescribeSource;
  /** Whether a device is recorded under this URL. */
  readonly isRecorded: (serviceUrl: string) => boolean;
}

/** A stream's record: what is not known of it stays empty. */
export const plainStreamProfile = (
  quality: StreamQuality,
  streamUrl: string,
  description: SourceDescription | null,
): SurveyedStream => ({
  quality,
  profileToken: "",
  encoding: description?.encoding ?? "",
  widthPx: 0,
  heightPx: 0,
  frameRate: description?.frameRate ?? 0,
  streamUrl,
  snapshotUrl: null,
});

/**
 * The record of a camera without ONVIF: one camera with one or two streams, each asked what it sends. A login in front
 * of a host is taken into the record where none is given beside it; two that differ are refused, for a device has one.
 */
export const plainStreamRecord = async (
  input: NewStreamInput,
  { id, nowUtcMs, describe, isRecorded }: PlainStreamParts,
): Promise<Result<NewDevice>> => {
  const main = parseStreamAddress(input.mainUrl, "input.mainUrl");
  if (!main.ok) return main;
  const sub = input.subUrl === undefined ? null : parseStreamAddress(input.subUrl, "input.subUrl");
  if (sub?.ok === false) return sub;
  const login = oneLogin(input, main.value.credential, sub?.value.credential ?? null);
  if (!login.ok) return login;
  const credential = login.value;
  const { url, host, port } = main.value;
  if (isRecorded(url)) return refusal("alreadyExists", "a device is recorded under this URL", "input.mainUrl");
  const streams = [
    { quality: "main" as const, url, part: "input.mainUrl" },
    ...(sub === null ? [] : [{ quality: "sub" as const, url: sub.value.url, part: "input.subUrl" }]),
  ];
  const probed = await probeStreams(
    describe,
    streams,
    { credential, certificateSha256: null },
    input.evenIfAbsent ?? false,
  );
  if (!probed.ok) return probed;
  const { descriptions, certificateSha256 } = probed.value;
  const name = firstName(input.name, host);
  return success({
    id: id(),
    kind: "stream",
    name,
    host,
    port,
    serviceUrl: url,
    userName: credential?.userName ?? "",
    password: credential?.password ?? "",
    transport: "auto",
    certificateSha256,
    manufacturer: "",
    model: "",
    firmwareVersion: "",
    serialNumber: "",
    clockOffsetMs: null,
    addedAtUtcMs: nowUtcMs(),
    cameras: [
      {
        id: id(),
        name,
        sourceToken: "",
        streams: streams.map((stream, at) => plainStreamProfile(stream.quality, stream.url, descriptions[at] ?? null)),
      },
    ],
  });
};

const oneLogin = (
  { userName, password }: Pick<NewStreamInput, "userName" | "password">,
  inMain: Credential | null,
  inSub: Credential | null,
): Result<Credential | null> => {
  if (userName !== "") return success({ userName, password });
  const credential = inMain ?? inSub;
  const beside = inSub ?? credential;
  if (beside?.userName !== credential?.userName || beside?.password !== credential?.password)
    return refusal("invalidInput", "the two URLs hold different logins", "input.subUrl");
  return success(credential);
};
