import { z } from "zod";
import { failureKinds } from "../domain/failure";
import { bytes } from "./bytes";
import { password, userName } from "./device";

/** Adding many devices at once, line by line. There is one job at a time. */

/** Largest file, bytes; about twice 100,000 ordinary lines. */
export const maxImportBytes = 16 * 1024 * 1024;
/** Most lines of one job. */
export const maxImportLines = 100_000;

export const importSource = z.discriminatedUnion("kind", [
  /** `10.0.0.1-10.0.0.254`, `10.0.0.0/24`; at most 4096 addresses. */
  z.object({ kind: z.literal("range"), text: z.string().trim().min(1).max(2_000) }),
  /**
   * A list or table: columns address, name, user, password, with or without a header, divided by `,` `;` or tab; UTF-8
   * or GB 18030. Bytes, so that no log and no audit takes the passwords in it for a text.
   */
  z.object({
    kind: z.literal("file"),
    bytes: bytes.refine(({ byteLength }) => byteLength > 0 && byteLength <= maxImportBytes, "1 byte to 16 MiB"),
  }),
]);

/** What a job begins with. */
export const importWish = z.object({
  source: importSource,
  /** Whether this login is tried, once, on each device whose line holds none. */
  tryDefaults: z.boolean(),
  userName,
  password,
});
export type ImportWish = z.infer<typeof importWish>;

export const importState = z.enum(["reading", "running", "stopped", "finished"]);
export type ImportState = z.infer<typeof importState>;

export const importJob = z.object({
  id: z.string(),
  startedAtUtcMs: z.number().int(),
  state: importState,
  total: z.number().int().nonnegative(),
  added: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
});
export type ImportJob = z.infer<typeof importJob>;

export const importFilter = z.enum(["all", "pending", "added", "failed"]);
export type ImportFilter = z.infer<typeof importFilter>;

/** What became of one line. */
export const importLineResult = z.object({
  /** Line of the file or place in the range, from 1. */
  line: z.number().int().positive(),
  /** Empty where the line held none that can be shown. */
  address: z.string(),
  name: z.string(),
  outcome: z.enum(["pending", "added", ...failureKinds]),
  /** What of the line or of the device's answer the failure is about. */
  part: z.string().nullable(),
});
export type ImportLineResult = z.infer<typeof importLineResult>;
