import { z } from "zod";
import { failureKinds } from "../domain/failure";
import { password, streamTransport, userName } from "./device";

/** One thing done to many devices of the records, device by device. There is one such job at a time. */

/** Most devices of one job. */
export const maxBatchDevices = 20_000;

export const batchAction = z.discriminatedUnion("kind", [
  /** Null: taken out of their sites. */
  z.object({ kind: z.literal("place"), siteId: z.string().max(64).nullable() }),
  z.object({ kind: z.literal("transport"), transport: streamTransport }),
  /**
   * Tried on one device first: where it refuses, no other is asked. Each device keeps the login it had unless it accepts
   * this one.
   */
  z.object({ kind: z.literal("login"), userName: userName.min(1), password: password.min(1) }),
  /** As `health.probe`; what is found wrong is the failure. */
  z.object({ kind: z.literal("probe") }),
  z.object({ kind: z.literal("remove") }),
]);
export type BatchAction = z.infer<typeof batchAction>;
export type BatchKind = BatchAction["kind"];

export const batchWish = z.object({
  action: batchAction,
  /** In the order in which they are taken; one that stands there twice is taken once. */
  deviceIds: z.array(z.string().max(64)).min(1).max(maxBatchDevices),
});
export type BatchWish = z.infer<typeof batchWish>;

/**
 * `trying`: a login on the first device. `stopping`: no further device is taken, those under way end. `stopped`: some are
 * left, and it can go on.
 */
export const batchState = z.enum(["trying", "running", "stopping", "stopped", "refused", "finished"]);
export type BatchState = z.infer<typeof batchState>;

const failureKind = z.enum(failureKinds);

export const batchJob = z.object({
  id: z.string(),
  kind: z.enum(["place", "transport", "login", "probe", "remove"]),
  state: batchState,
  total: z.number().int().nonnegative(),
  done: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  /** The device that refused the login before any other was asked, while `refused`. */
  refusal: z.object({ name: z.string(), kind: failureKind }).nullable(),
});
export type BatchJob = z.infer<typeof batchJob>;

/** `left`: not taken yet, or not any more. */
export const batchFilter = z.enum(["all", "left", "done", "failed"]);
export type BatchFilter = z.infer<typeof batchFilter>;

/** What became of one device. `notTried`: another record at its address has refused the login. */
export const batchResult = z.object({
  deviceId: z.string(),
  /** As it was called when the job began or last went on; empty for a device that was gone from the first. */
  name: z.string(),
  /** Host and port, likewise; empty for a device that is gone. */
  address: z.string(),
  outcome: z.enum(["left", "underWay", "done", "notTried", ...failureKinds]),
  /** What of the device's answer the failure is about. */
  part: z.string().nullable(),
});
export type BatchResult = z.infer<typeof batchResult>;
