import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { failure, type Failure, type FailureKind } from "../../../app/domain/failure";
import type { RelayCamera } from "./parties";

const failureKinds: Readonly<Record<string, FailureKind>> = { ECONNRESET: "connectionLost" };

const isTlsError = (code: string): boolean => code === "EPROTO" || code.startsWith("ERR_SSL") || code.includes("TLS");

/** What an error of a camera's socket says. `open`: the connection stood already. */
export const socketFailure = (error: NodeJS.ErrnoException, open: boolean, where: string): Failure => {
  const code = error.code ?? "connection failed";
  const kind = isTlsError(code) ? "tlsFailed" : (failureKinds[code] ?? (open ? "connectionLost" : "unreachable"));
  return failure(kind, `${code} ${where}`);
};

/**
 * Connects to a camera. Certificates of cameras are signed by nobody: the one seen first is held on to instead of a chain
 * of trust, and nothing is said to a camera that shows another.
 * @param connected called once; `seenSha256` is the certificate of an rtsps camera
 */
export const dial = (
  camera: RelayCamera,
  connected: (seenSha256: string | null) => void,
  failed: (what: Failure) => void,
): Socket => {
  const { host, port, tls } = camera.address;
  if (!tls) {
    const socket = connect({ host, port, noDelay: true });
    socket.once("connect", () => connected(null));
    return socket;
  }
  // The pin below decides; see above.
  const socket = connectTls({
    host,
    port,
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  });
  socket.setNoDelay(true);
  socket.once("secureConnect", () => {
    const seen = fingerprint(socket.getPeerCertificate().fingerprint256);
    const known = camera.certificateSha256;
    if (seen === "") failed(failure("tlsFailed", `${host}:${port} showed no certificate`));
    else if (known !== null && fingerprint(known) !== seen)
      failed(failure("certificateChanged", seen, "tls.certificate"));
    else connected(seen);
  });
  return socket;
};

/** Hexadecimal without colons, lower case. */
const fingerprint = (text: string | undefined): string => (text ?? "").replaceAll(":", "").toLowerCase();
