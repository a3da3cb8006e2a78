import { parseChallenges } from "../../base/challenge";
import { createDigestLogin } from "../../base/digestLogin";
import type { Credential } from "../../contract/media";
import { failure, type Failure } from "../../domain/failure";
import { refusal, success, type Refusal, type Result } from "../../domain/result";
import {
  describeFault,
  envelope,
  isNotAuthorized,
  namespaces,
  otherCauseOf,
  readEnvelope,
  soapContentType,
  type ServiceName,
  type SoapBody,
} from "./soap";
import type { HttpAnswer, Transport } from "./transport";
import { userNameTokenHeader } from "./userNameToken";
import { parseXml, type XmlElement } from "./xml";

/** One operation of a service. `input` is the XML inside the operation's element; its service has the prefix `s`. */
export interface Operation {
  readonly service: ServiceName;
  readonly url: URL;
  readonly name: string;
  readonly input?: string;
  /** Sent without name and password, whatever the device says. */
  readonly anonymous?: boolean;
}

/** Asks and answers, logged in the way the device wants. A failure's `part` begins with the operation's name. */
export interface Exchange {
  (operation: Operation): Promise<Result<XmlElement>>;
  /** Whether the device took name and password: a refusal after that is about the account's rights, not the password. */
  readonly isLoggedIn: () => boolean;
}

/**
 * How a device is logged into (ONVIF Core §5.9.4, protocols of the field):
 *
 *     undecided ──401 with a digest challenge──────────────► digest      (RFC 7616)
 *         └─────NotAuthorized fault without a challenge────► token       (WS-UsernameToken)
 *     digest, token ──refused before ever accepted─────────► refused     (final: a second wrong try may lock the account)
 */
type Login = "undecided" | "digest" | "token" | "refused";

interface Wants {
  /** The answer holds a fault that says so. */
  readonly fault: boolean;
  /** How often the device asked for a login within this call, before this answer. */
  readonly challenged: number;
  readonly anonymous: boolean;
}

/** First try, after the challenge, once more for a stale nonce, once for a redirect. */
const maxTries = 4;

export const createExchange = (
  transport: Transport,
  credential: Credential | null,
  deviceNowUtcMs: () => number,
): Exchange => {
  const digest = createDigestLogin(credential ?? { userName: "", password: "" });
  let login: Login = "undecided";
  /** Whether the device took name and password once: after that a refusal is about the right, not the password. */
  let accepted = false;
  let locked: Failure | null = null;

  const refuse = (): Refusal => {
    if (accepted) return refusal("credentialsRefused", "this account may not do that", "login");
    login = "refused";
    return refusal("credentialsRefused", "the device refused name and password", "login");
  };

  /** What follows from an answer that wants a login; null: try again. */
  const loginFrom = (answer: HttpAnswer, wants: Wants): Refusal | null => {
    const challenges = answer.status === 401 ? parseChallenges(answer.header("www-authenticate")) : [];
    const taken = digest.take(challenges);
    if (taken === null && !wants.fault) {
      if (challenges.length === 0) return refusal("notOnvif", "HTTP status 401 without a challenge", "http.status");
      const offered = [...new Set(challenges.map(({ scheme }) => scheme.slice(0, 20)))].join(", ");
      return refusal("unsupported", `offers only logins not spoken here: ${offered}`, "http.WWW-Authenticate");
    }
    if (credential === null || wants.anonymous) {
      return refusal("credentialsRequired", "wants name and password", "login");
    }
    if (taken === null) {
      if (login !== "undecided") return refuse();
      login = "token";
      return null;
    }
    if (login === "token" && !accepted) return refuse();
    // A nonce of an earlier call may have run out without a word; of this call's, only one that is called stale.
    if (login === "digest" && (wants.challenged > 1 || (wants.challenged === 1 && !taken.stale))) return refuse();
    login = "digest";
    return null;
  };

  const exchange = async ({
    service,
    url,
    name,
    input = "",
    anonymous = false,
  }: Operation): Promise<Result<XmlElement>> => {
    const within = (refused: Refusal): Refusal => {
      const { kind, detail, part } = refused.error;
      return refusal(kind, detail, part === undefined ? name : `${name}.${part}`);
    };
    let target = url;
    let challenged = 0;
    for (let tries = 0; tries < maxTries; tries += 1) {
      if (locked !== null && !anonymous) return within({ ok: false, error: locked });
      if (login === "refused" && !anonymous) return within(refuse());
      const token = login === "token" && !anonymous ? credential : null;
      const header = token === null ? "" : userNameTokenHeader(token, deviceNowUtcMs());
      const authorization =
        login === "digest" && !anonymous ? digest.authorize("POST", target.pathname + target.search) : null;
      const sent = await transport.post(
        target,
        {
          "content-type": soapContentType(service, name),
          ...(authorization === null ? {} : { authorization }),
        },
        envelope(service, `<s:${name}>${input}</s:${name}>`, header),
      );
      if (!sent.ok) return within(sent);
      const answer = sent.value;
      if (answer.status >= 300 && answer.status < 400) {
        const next = redirected(target, answer);
        if (!next.ok) return within(next);
        target = next.value;
        continue;
      }
      const body = readBody(answer);
      const cause = anonymous ? null : otherCause(answer, body);
      if (cause !== null) {
        // No more tries on this connection either: each would prolong a lock.
        if (cause.kind === "lockedOut") locked = cause;
        return within({ ok: false, error: cause });
      }
      const denied = body.ok && body.value.fault !== null && isNotAuthorized(body.value.fault);
      if (answer.status === 401 || denied) {
        const refused = loginFrom(answer, { fault: denied, challenged, anonymous });
        if (refused !== null) return within(refused);
        challenged += 1;
        continue;
      }
      const loggedIn = token !== null || authorization !== null;
      if (answer.status === 403 && loggedIn) return within(refuse());
      if (!body.ok) return within(body);
      // A fault of another kind may come before the device looks at the password: it accepts nothing.
      if (body.value.fault !== null) return within(refusal("deviceFault", describeFault(body.value.fault)));
      accepted ||= loggedIn;
      const { content } = body.value;
      if (content.namespace === namespaces[service] && content.name === `${name}Response`) return success(content);
      return within(refusal("malformedAnswer", "an answer to something else", "soap.Body"));
    }
    return within(refusal("malformedAnswer", "asks to log in or go elsewhere again and again", "http.status"));
  };
  return Object.assign(exchange, { isLoggedIn: () => accepted });
};

/** What stands in the way of the login besides name and password, when the device says so. */
const otherCause = (answer: HttpAnswer, body: Result<SoapBody>): Failure | null => {
  // 423 Locked (RFC 4918); 429 Too Many Requests (RFC 6585).
  if (answer.status === 423 || answer.status === 429) {
    return failure("lockedOut", `HTTP status ${answer.status}`, "http.status");
  }
  const fault = body.ok ? body.value.fault : null;
  if (fault !== null) {
    const cause = otherCauseOf(fault);
    return cause === null ? null : failure(cause, describeFault(fault), "login");
  }
  if (body.ok || ![401, 403].includes(answer.status)) return null;
  // Some recorders answer with a small document of their own instead of a fault.
  const text = Buffer.from(answer.body.subarray(0, 2000)).toString("latin1");
  const own = /<(?:lockStatus|subStatusCode)[^>]*>\s*(?:lock|userLocked|accountLocked)/i.test(text);
  return own ? failure("lockedOut", `HTTP status ${answer.status}, locked`, "http.body") : null;
};

/** Where a redirect leads, when it stays on the same host and does not give up TLS: a password follows nowhere else. */
const redirected = (from: URL, answer: HttpAnswer): Result<URL> => {
  const [location = ""] = answer.header("location");
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null;
  const secure = to?.protocol === "https:" || (to?.protocol === "http:" && from.protocol === "http:");
  if (to === null || to.hostname !== from.hostname || !secure) {
    return refusal("unsupported", `HTTP status ${answer.status} to another host`, "http.Location");
  }
  to.username = "";
  to.password = "";
  return success(to);
};

const readBody = (answer: HttpAnswer): Result<SoapBody> => {
  const [type = ""] = answer.header("content-type");
  // Octets of ASCII alone: the same start in UTF-8 with a byte-order mark and in UTF-16.
  const ascii = answer.body.subarray(0, 300).filter((octet) => octet > 0 && octet < 0x80);
  const start = Buffer.from(ascii).toString("latin1").trimStart();
  if (!start.startsWith("<") || /^(<!doctype\s+html|<html)\b/i.test(start)) {
    return refusal("notOnvif", `HTTP status ${answer.status}, no SOAP answer`, "http.body");
  }
  const root = parseXml(answer.body, /charset\s*=\s*"?([\w.-]{1,40})/i.exec(type)?.[1]);
  return root.ok ? readEnvelope(root.value) : root;
};
