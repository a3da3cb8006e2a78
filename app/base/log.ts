import { pino } from "pino";
import { withMaskedPasswords } from "../domain/maskedUrl";

/** A room's log. One JSON line per entry; what looks like a secret is cut out before it is written. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

const secretFields = ["password", "passphrase", "key", "credential", "authorization", "token"];

/** Removes user information from every URL inside a text: `rtsp://user:pass@host` becomes `rtsp://host`. */
export const withoutUserInformation = (text: string): string =>
  text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi, "$1");

/** Removes that, and masks the passwords that stand behind a URL's host. */
export const withoutUrlSecrets = (text: string): string => withMaskedPasswords(withoutUserInformation(text));

/** The log of one process, written line by line by `write` (standard output of the process by default). */
export const openLog = (room: string, write: (line: string) => void = (line) => process.stdout.write(line)): Log =>
  pino(
    {
      base: { room, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: "[cut]" },
    },
    { write: (line: string) => write(withoutUrlSecrets(line)) },
  );

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
