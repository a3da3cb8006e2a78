import type { z } from "zod";
import type { Port } from "../../app/contract/port";

/** The media end of one window's port. */
export interface WindowEnd<Sent> {
  /** Nothing goes out once it is closed. */
  post(message: Sent): void;
  close(): void;
}

/**
 * Hears what fits the schema; anything else is none of the contract's and is dropped.
 * @param left called at most once, when the window closed the port or said so
 */
export const windowEnd = <Sent, Heard extends { readonly kind: string }>(
  port: Port,
  schema: z.ZodType<Heard>,
  heard: (message: Exclude<Heard, { readonly kind: "close" }>) => void,
  left: () => void,
): WindowEnd<Sent> => {
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    port.close();
  };
  const leave = (): void => {
    if (!open) return;
    close();
    left();
  };
  port.onMessage((message) => {
    const read = schema.safeParse(message);
    if (!read.success) return;
    if (read.data.kind === "close") leave();
    else heard(read.data as Exclude<Heard, { readonly kind: "close" }>);
  });
  port.onClose(leave);
  return {
    post: (message) => {
      if (open) port.post(message);
    },
    close,
  };
};
