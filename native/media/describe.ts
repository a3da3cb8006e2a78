import type { SourceDescription, SourceToDescribe } from "../../app/contract/media";
import { failure, type Failure } from "../../app/domain/failure";
import { success, type Result } from "../../app/domain/result";
import type { Relay, RelayAdmission } from "./relay/relay";
import { parseRtspUrl } from "./relay/rtspUrl";

/**
 * Asks a source what it sends (RTSP OPTIONS and DESCRIBE, with login) and lets go of it: no session is opened there.
 * A password that is refused was tried once. What answers in another language: `notRtsp`.
 */
export const describeSource = async (
  source: SourceToDescribe,
  opened: Promise<Relay>,
): Promise<Result<SourceDescription>> => {
  const address = parseRtspUrl(source.url);
  if (!address.ok) return address;
  const relay = await opened.catch(() => null);
  if (relay === null) return { ok: false, error: failure("internal", "the loopback relay cannot listen") };
  const { credential, certificateSha256 } = source;
  return new Promise((resolve) => {
    let seenSha256 = address.value.tls ? certificateSha256 : null;
    const admission: RelayAdmission = relay.admit(
      { address: address.value, credential, transport: "auto", certificateSha256 },
      {
        reached: (proceed) => {
          proceed();
        },
        certificateSeen: (sha256) => {
          seenSha256 = sha256;
        },
        loggingIn: () => undefined,
        described: ({ encoding, frameRate }) => {
          admission.end();
          resolve(success({ encoding, frameRate, certificateSha256: seenSha256 }));
        },
        playing: () => undefined,
        received: () => undefined,
        senderReport: () => undefined,
        failed: (what) => {
          resolve({ ok: false, error: inItsWords(what) });
        },
        closed: () => undefined,
      },
    );
  });
};

/** Before the first answer a header that cannot be read is another language: HTTP, as a rule. */
const inItsWords = (what: Failure): Failure =>
  what.kind === "malformedAnswer" && what.part === "rtsp.header" ? failure("notRtsp", what.detail, what.part) : what;
