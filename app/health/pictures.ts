import type { SessionChange } from "../streams";
import type { Watched } from "./watched";

/** What media tells of the pictures, put to the devices they are of. */
export interface Pictures {
  sessionChanged(change: SessionChange): void;
  forget(deviceId: string): void;
}

export interface PicturesParts {
  readonly devices: ReadonlyMap<string, Watched>;
  /** A picture runs: its device is there. */
  readonly runs: (device: Watched) => void;
  /** The last picture of a device stopped. */
  readonly stopped: (device: Watched) => void;
  /** It refused a login, or takes one that it had refused. */
  readonly loginChanged: (device: Watched) => void;
}

export const createPictures = ({ devices, runs, stopped, loginChanged }: PicturesParts): Pictures => {
  const deviceOfSource = new Map<string, string>();
  return {
    sessionChanged: ({ sourceId, deviceId, phase, failure }) => {
      const known = deviceOfSource.get(sourceId);
      const device = devices.get(known ?? (phase === "ended" ? null : deviceId()) ?? "");
      if (device === undefined) return;
      deviceOfSource.set(sourceId, device.id);
      if (phase === "live") {
        device.liveSources.add(sourceId);
        if (device.refusedSources.delete(sourceId)) loginChanged(device);
        runs(device);
        return;
      }
      const wasLive = device.liveSources.delete(sourceId);
      if (phase === "ended") deviceOfSource.delete(sourceId);
      else if (phase === "refused") {
        device.refusedSources.set(sourceId, failure?.kind ?? "credentialsRefused");
        loginChanged(device);
      } else if (wasLive && device.liveSources.size === 0) stopped(device);
    },
    forget: (deviceId) => {
      for (const [sourceId, owner] of deviceOfSource) if (owner === deviceId) deviceOfSource.delete(sourceId);
    },
  };
};
