import { z } from "zod";
import { failureSchema } from "./failure";

/** The envelope on a window's port to the station. */

/** Window → station. `input` is checked against the request's own schema afterwards. */
export const requestMessage = z.object({
  /** Chosen by the window, repeated in the answer. */
  id: z.number().int().nonnegative(),
  request: z.string().max(64),
  input: z.unknown(),
});

/** Station → window: the answer to one request. */
export const answerMessage = z.object({
  id: z.number().int().nonnegative(),
  result: z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), error: failureSchema }),
  ]),
});

/** Station → window: an event of events.ts. */
export const eventMessage = z.object({ event: z.string(), payload: z.unknown() });

export const stationToWindow = z.union([answerMessage, eventMessage]);
