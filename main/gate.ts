import { ipcMain, type IpcMainEvent, type WebContents } from "electron";
import type { z } from "zod";
import { pageOrigin } from "./scheme";

/** A page that asked for something it may not have. */
export interface RefusedPage {
  readonly channel: string;
  readonly origin: string;
}

/** What of an event decides: which frame it came from, and what that frame shows. */
export interface Sender {
  readonly isMainFrame: boolean;
  readonly url: string;
}

/** Ours is the main frame of a window, showing a page of the `app://console` origin. */
export const isOurs = (sender: Sender | null): boolean => {
  if (sender?.isMainFrame !== true) return false;
  const url = URL.canParse(sender.url) ? new URL(sender.url) : null;
  return url !== null && `${url.protocol}//${url.host}` === pageOrigin;
};

const senderOf = (event: IpcMainEvent): Sender | null => {
  const frame = event.senderFrame;
  return frame === null ? null : { isMainFrame: frame === event.sender.mainFrame, url: frame.url };
};

/**
 * The only place that listens to pages. A message passes when it comes from our own page and fits its schema; anything
 * else is dropped and told to `onRefused`.
 */
export const listenToPage = <Schema extends z.ZodType>(
  channel: string,
  schema: Schema,
  onMessage: (message: z.infer<Schema>, sender: WebContents) => void,
  onRefused: (page: RefusedPage) => void,
): void => {
  ipcMain.on(channel, (event, message: unknown) => {
    const sender = senderOf(event);
    const parsed = schema.safeParse(message);
    if (isOurs(sender) && parsed.success) onMessage(parsed.data, event.sender);
    else onRefused({ channel, origin: sender?.url.slice(0, 500) ?? "a frame that is gone" });
  });
};
