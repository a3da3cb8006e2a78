import type { z } from "zod";

/** A stored JSON text by its schema; or the part of it that is wrong, as `tiles.3`. */
export const readStored = <Value>(
  schema: z.ZodType<Value>,
  text: string,
): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly part: string } => {
  let held: unknown;
  try {
    held = JSON.parse(text);
  } catch {
    return { ok: false, part: "json" };
  }
  const parsed = schema.safeParse(held);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, part: parsed.error.issues[0]?.path.join(".") ?? "" };
};
