import { stationState } from "../app/contract/shell";
import { stationPortMessage } from "../app/contract/shellBridge";
import { portFromDom } from "./domPort";
import type { StationClient } from "./station";

/** Hears from the preload script where the station stands, and asks for it. Messages of any other sender are ignored. */
export const listenToShell = (page: Window, station: StationClient): void => {
  page.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== page) return;
    const data = event.data;
    if (typeof data !== "object" || data === null || !("type" in data) || data.type !== stationPortMessage) return;
    const read = stationState.safeParse("state" in data ? data.state : undefined);
    if (!read.success) return;
    const port = event.ports[0];
    if (port === undefined) station.enter(read.data);
    else station.enter(read.data, portFromDom(port));
  });
  page.zhishou.ready();
};
