import type { Clock } from "../../../app/base/clock";
import type { Log } from "../../../app/base/log";
import type { MediaReport, MediaSource } from "../../../app/contract/media";
import type { Port } from "../../../app/contract/port";
import { failure } from "../../../app/domain/failure";
import type { MediaLimits } from "../limits";
import type { Runner } from "../run";
import { startListening, type Listening } from "./listening";

/** All that is listened to now, by source. */
export interface Listenings {
  open(source: MediaSource, port: Port): void;
  end(sourceId: string): void;
  /** A picture of this device finds no session: the sound gives up its own. */
  giveWay(deviceId: string): void;
  /** For a station that was restarted. */
  tellPhases(): void;
  /** Ends all. Resolves when no ffmpeg is left. */
  close(): Promise<void>;
}

export const listenings = (parts: {
  readonly runner: Pick<Runner, "ffmpegPath" | "relay" | "doors">;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: MediaLimits;
  readonly report: (message: MediaReport) => void;
}): Listenings => {
  const { report, log } = parts;
  const all = new Map<string, { readonly deviceId: string; readonly listening: Listening }>();

  const tellPhase = (sourceId: string, listening: Pick<Listening, "phase">): void => {
    const { phase, failure: why } = listening.phase();
    report({ kind: "phase", sourceId, phase, ...(why === undefined ? {} : { failure: why }) });
  };

  const start = (source: MediaSource): Listening => {
    const { id: sourceId, deviceId } = source;
    const listening = startListening(source, {
      ...parts,
      random: Math.random,
      phaseChanged: ({ phase, failure: why }) => {
        if (phase === "live" || phase === "ended") log.info({ sourceId, phase, failure: why }, "sound");
        report({ kind: "phase", sourceId, phase, ...(why === undefined ? {} : { failure: why }) });
      },
      certificateSeen: (sha256) => report({ kind: "certificateSeen", deviceId, sha256 }),
      ended: () => {
        all.delete(sourceId);
        report({ kind: "sessionEnded", sourceId });
      },
    });
    all.set(sourceId, { deviceId, listening });
    return listening;
  };

  return {
    open: (source, port) => (all.get(source.id)?.listening ?? start(source)).open(source, port),
    end: (sourceId) => all.get(sourceId)?.listening.end(),
    giveWay: (deviceId) => {
      for (const one of all.values())
        if (one.deviceId === deviceId)
          one.listening.end(failure("sessionLimit", "a picture of the device needs the session of the sound"));
    },
    tellPhases: () => {
      for (const [sourceId, { listening }] of all) tellPhase(sourceId, listening);
    },
    close: async () => {
      const finished = [...all.values()].map(({ listening }) => {
        listening.end();
        return listening.finished;
      });
      await Promise.all(finished);
    },
  };
};
