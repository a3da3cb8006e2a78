import { z } from "zod";
import { failureKinds } from "../domain/failure";

/** {@link import("../domain/failure").Failure} as it crosses a port. */
export const failureSchema = z.object({
  kind: z.enum(failureKinds),
  part: z.string().max(200).optional(),
  detail: z.string().max(2000).optional(),
});
