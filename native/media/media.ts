import { availableParallelism } from "node:os";
import type { Clock } from "../../app/base/clock";
import type { Log } from "../../app/base/log";
import { mediaCommand, type MediaReport, type MediaSource } from "../../app/contract/media";
import type { Port } from "../../app/contract/port";
import type { StreamPhaseMessage } from "../../app/contract/stream";
import { describeSource } from "./describe";
import { deviceDoors } from "./deviceDoors";
import { chooseEncoder, type Encoder } from "./encoders";
import { listenings } from "./listening/listenings";
import { mediaLimits, type MediaLimits } from "./limits";
import { openRelay } from "./relay/relay";
import type { Runner } from "./run";
import { startSession, type Session } from "./session";
import { transcodeBudget } from "./transcodeBudget";

/** The engine room of video: sessions by source, driven by the station over a port, watched by windows over theirs. */
export interface Media {
  /** The station's port. A newer one takes the place of an older; sessions go on. */
  connectStation(port: Port): void;
  /** Ends every session. Resolves when no ffmpeg is left. */
  close(): Promise<void>;
}

export interface MediaOptions {
  readonly ffmpegPath: string;
  readonly log: Log;
  readonly clock: Clock;
  /** How long a session outlives its last viewer, ms; 5000 when absent. */
  readonly lingerMs?: number;
  /** Bounds that differ from {@link mediaLimits}. */
  readonly limits?: Partial<MediaLimits>;
}

export const createMedia = (options: MediaOptions): Media => {
  const { clock, log, lingerMs = 5_000 } = options;
  const limits = { ...mediaLimits, ...options.limits };
  const relay = openRelay(limits, clock);
  relay.catch((error: unknown) => log.error({ error: String(error) }, "the loopback relay cannot listen"));
  let encoder: Promise<Encoder> | null = null;
  const runner: Runner = {
    ffmpegPath: options.ffmpegPath,
    relay,
    encoder: () => (encoder ??= chooseEncoder(options.ffmpegPath, clock)),
    doors: deviceDoors(limits, clock),
    budget: transcodeBudget(availableParallelism() * limits.transcodeShare),
    limits,
  };
  let arrivals = 0;
  const sessions = new Map<string, Session>();
  let station: Port | null = null;

  const report = (message: MediaReport): void => station?.post(message);

  const sounds = listenings({ runner, clock, log, limits, report });

  const reportPhase = (sourceId: string, { phase, failure }: StreamPhaseMessage): void =>
    report({ kind: "phase", sourceId, phase, ...(failure === undefined ? {} : { failure }) });

  const start = (source: MediaSource): Session => {
    const sourceId = source.id;
    const session: Session = startSession(source, {
      runner,
      clock,
      log,
      limits,
      lingerMs,
      arrival: (arrivals += 1),
      random: Math.random,
      phaseChanged: (message) => {
        reportPhase(sourceId, message);
        if (message.failure?.kind === "sessionLimit") sounds.giveWay(source.deviceId);
      },
      certificateSeen: (sha256) => report({ kind: "certificateSeen", deviceId: source.deviceId, sha256 }),
      ended: () => {
        sessions.delete(sourceId);
        report({ kind: "sessionEnded", sourceId });
      },
    });
    sessions.set(sourceId, session);
    return session;
  };

  const obey = (message: unknown, ports: readonly Port[]): void => {
    const command = mediaCommand.safeParse(message);
    if (!command.success) {
      const part = command.error.issues[0]?.path.join(".") ?? "";
      log.warn({ part }, "a command of the station cannot be read");
    } else if (command.data.kind === "end") {
      sessions.get(command.data.sourceId)?.end();
      sounds.end(command.data.sourceId);
    } else if (command.data.kind === "listen") {
      const [window] = ports;
      if (window === undefined) log.warn({ sourceId: command.data.source.id }, "a sound was asked for without a port");
      else sounds.open(command.data.source, window);
    } else if (command.data.kind === "forgive") {
      runner.doors.forgive(command.data.deviceId);
    } else if (command.data.kind === "describe") {
      const { questionId, source } = command.data;
      void describeSource(source, relay).then((result) => report({ kind: "described", questionId, result }));
    } else {
      const { source, frames = "all" } = command.data;
      const [window] = ports;
      if (window === undefined) log.warn({ sourceId: source.id }, "a stream was opened without a port");
      else (sessions.get(source.id) ?? start(source)).open(source, window, frames);
    }
  };

  return {
    connectStation: (port) => {
      station = port;
      // A station that was restarted has to learn which sessions go on.
      for (const [sourceId, session] of sessions) reportPhase(sourceId, session.phase());
      sounds.tellPhases();
      port.onMessage(obey);
      port.onClose(() => {
        if (station === port) station = null;
      });
    },
    close: async () => {
      const finished = [...sessions.values()].map((session) => {
        session.end();
        return session.finished;
      });
      await Promise.all([...finished, sounds.close()]);
      await relay.then(
        (open) => open.close(),
        () => undefined,
      );
    },
  };
};
