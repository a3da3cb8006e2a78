import { z } from "zod";

/** Bytes as they cross a port. */
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "bytes expected");
