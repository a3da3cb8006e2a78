import type { Credential } from "../contract/media";
import { withStoredPasswords } from "../domain/maskedUrl";
import { refusal, success, type Refusal, type Result } from "../domain/result";
import type { ChangeBase, ChangePlan, DeviceChange } from "./change";
import { plainStreamProfile } from "./plainStream";
import { movedTo, parseStreamAddress, type StreamAddress } from "./streamAddress";
import { probeStreams, type DescribeSource } from "./streamProbe";
import type { NewCamera } from "./survey";

/** The streams of a camera as they are recorded. */
export interface RecordedUrls {
  readonly main: string;
  /** Null: it has none. */
  readonly sub: string | null;
}

/**
 * What a camera without ONVIF becomes. The small stream moves with the main one where it was on the same host and port,
 * unless it is given itself. What is another URL now, or all of it where the login is, is asked first what it sends.
 */
export const planPlainStream = async (
  base: ChangeBase,
  input: DeviceChange,
  recorded: RecordedUrls,
  describe: DescribeSource,
): Promise<Result<ChangePlan>> => {
  if (base.transport === "tls")
    return refusal("noSecureStreams", "the URL of a plain stream says how it travels", "input.transport");
  const [camera] = base.cameras;
  const loginGiven = input.userName !== undefined || input.password !== undefined;
  const nothing = input.address === undefined && input.subUrl === undefined && !loginGiven;
  if (nothing || camera === undefined) return success({ device: base, cameras: null });

  const main = reread(input.address ?? recorded.main, recorded.main, "input.address");
  if (!main.ok) return main;
  const sub = subAddress(base, input, recorded, main.value);
  if (!sub.ok) return sub;
  const credential = loginOf(base, loginGiven, main.value, sub.value);
  if (!credential.ok) return credential;

  const { url, host, port } = main.value;
  const subUrl = sub.value?.url ?? null;
  const login = credential.value ?? { userName: "", password: "" };
  const sameLogin = login.userName === base.recordedLogin.userName && login.password === base.recordedLogin.password;
  const asked = [
    { quality: "main" as const, url, part: "input.address", known: url === recorded.main },
    ...(subUrl === null
      ? []
      : [{ quality: "sub" as const, url: subUrl, part: "input.subUrl", known: subUrl === recorded.sub }]),
  ];
  const toProbe = asked.filter(({ known }) => !known || !sameLogin);
  const elsewhere = host !== base.host || port !== base.port;
  const probed = await probeStreams(
    describe,
    toProbe,
    { credential: credential.value, certificateSha256: elsewhere ? null : base.certificateSha256 },
    input.evenIfAbsent ?? false,
  );
  if (!probed.ok) return probed;
  const { descriptions, certificateSha256 } = probed.value;
  const streams: NewCamera["streams"] = asked.map((stream) => {
    const before = camera.profiles.find(({ quality }) => quality === stream.quality);
    const description = descriptions[toProbe.indexOf(stream)] ?? null;
    if (description === null && stream.known && before !== undefined)
      return { ...before, streamUrl: stream.url, snapshotUrl: null };
    return plainStreamProfile(stream.quality, stream.url, description);
  });
  return success({
    device: { ...base, ...login, serviceUrl: url, host, port, certificateSha256 },
    cameras: [{ id: camera.id, name: camera.name, sourceToken: camera.sourceToken, streams }],
  });
};

/** A URL as it was shown and comes back. */
const reread = (typed: string, stored: string, part: string): Result<StreamAddress> => {
  const whole = withStoredPasswords(typed, stored);
  return whole === null ? maskedForNothing(part) : parseStreamAddress(whole, part);
};

const maskedForNothing = (part: string): Refusal =>
  refusal("invalidInput", "a masked password, and none is recorded in its place", part);

const subAddress = (
  base: ChangeBase,
  input: DeviceChange,
  recorded: RecordedUrls,
  main: StreamAddress,
): Result<StreamAddress | null> => {
  if (input.subUrl === "") return success(null);
  if (input.subUrl !== undefined) return reread(input.subUrl, recorded.sub ?? recorded.main, "input.subUrl");
  if (recorded.sub === null) return success(null);
  const before = parseStreamAddress(recorded.sub, "input.subUrl");
  const together = before.ok && before.value.host === base.host && before.value.port === base.port;
  return together ? parseStreamAddress(movedTo(recorded.sub, main), "input.subUrl") : before;
};

/** The login that is entered, else the one in front of a host, else the one before. */
const loginOf = (
  base: ChangeBase,
  loginGiven: boolean,
  main: StreamAddress,
  sub: StreamAddress | null,
): Result<Credential | null> => {
  const { userName, password } = base;
  const given = loginGiven ? null : (main.credential ?? sub?.credential ?? null);
  if (given !== null) return success(given);
  return success(userName === "" ? null : { userName, password });
};
