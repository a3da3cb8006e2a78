import type { Log } from "../base/log";
import { streamQuality, type StreamQuality } from "../contract/device";
import { type MediaCommand, mediaReport, type SourceDescription, type SourceToDescribe } from "../contract/media";
import type { Port } from "../contract/port";
import type { StreamFrames } from "../contract/stream";
import type { StreamPhase } from "../contract/stream";
import type { Devices } from "../devices";
import type { Failure, FailureKind } from "../domain/failure";
import { refusal, success, type Result } from "../domain/result";
import { createQuestions } from "./questions";
import { isSoundId, soundIdOf } from "./soundId";

/** A session of media moved on. */
export interface SessionChange {
  readonly sourceId: string;
  /** Looks its device up in the records; null where the camera is no longer there. */
  readonly deviceId: () => string | null;
  /** `ended` also when media went away. */
  readonly phase: StreamPhase;
  readonly failure: Failure | null;
}

/** Which source a tile gets, and with whose credential. The video itself never passes through here. */
export interface Streams {
  /** The port to a media process that has just come up; it replaces the one before. */
  connectMedia(port: Port): void;
  /** Media ended; `connectMedia` follows when it is back. */
  loseMedia(): void;
  isMediaReady(): boolean;
  /**
   * Resolves a camera to its source and passes the window's port on to media. Fails with `notFound` for an unknown
   * camera and `processLost` while media is away; then the port is still the caller's.
   */
  open(
    wish: {
      readonly cameraId: string;
      readonly quality: StreamQuality;
      readonly playsH265: boolean;
      readonly frames?: StreamFrames | undefined;
    },
    windowPort: Port,
  ): Result<{ sourceId: string; quality: StreamQuality }>;
  /** The same for the sound of a camera, which has a session of its own and disturbs no picture. */
  listen(
    wish: { readonly cameraId: string; readonly quality: StreamQuality },
    windowPort: Port,
  ): Result<{ sourceId: string; quality: StreamQuality }>;
  /** Has media ask a source what it sends; `processLost` while media is away. */
  describe(source: SourceToDescribe): Promise<Result<SourceDescription>>;
  /** Ends the sessions of cameras that are no longer in the records. */
  endRemoved(): void;
  /** Ends the sessions of a device whose address or login is another now; windows open them again. */
  endOfDevice(deviceId: string): void;
  onMediaChanged(listener: (ready: boolean) => void): void;
  /** What media tells of its sessions, for whoever looks after the devices' health. */
  onSession(listener: (change: SessionChange) => void): void;
}

export const createStreams = (parts: {
  readonly devices: Pick<Devices, "source" | "noteCertificate">;
  readonly log: Log;
}): Streams => {
  const { devices, log } = parts;
  let media: Port | null = null;
  /** Ids of the sessions media holds, also those it kept while the station was restarted. */
  const sessions = new Set<string>();
  const loggedFailures = new Map<string, FailureKind>();
  const questions = createQuestions();
  const listeners: ((ready: boolean) => void)[] = [];
  const sessionListeners: ((change: SessionChange) => void)[] = [];

  const tellSession = (sourceId: string, phase: StreamPhase, failure: Failure | null): void => {
    // That a camera is not heard says nothing of its health.
    if (sessionListeners.length === 0 || isSoundId(sourceId)) return;
    const deviceId = (): string | null => {
      const source = sourceOf(sourceId);
      return source.ok ? source.value.deviceId : null;
    };
    for (const listener of sessionListeners) listener({ sourceId, deviceId, phase, failure });
  };

  const setMedia = (port: Port | null): void => {
    media = port;
    questions.drop();
    for (const sourceId of sessions) tellSession(sourceId, "ended", null);
    // Another media process has none of the sessions of the one before.
    sessions.clear();
    loggedFailures.clear();
    for (const listener of listeners) listener(port !== null);
  };

  /** The record behind a session, by its id. */
  const sourceOf = (sourceId: string): ReturnType<Devices["source"]> => {
    const [cameraId = "", quality] = sourceId.split("/");
    const known = streamQuality.safeParse(quality);
    return known.success ? devices.source(cameraId, known.data) : refusal("notFound", "no such stream", "sourceId");
  };

  const send = (port: Port, command: MediaCommand, transfer?: readonly Port[]): void => {
    port.post(command, transfer);
  };

  const onReport = (message: unknown): void => {
    const report = mediaReport.safeParse(message);
    if (!report.success) {
      log.error({ issue: report.error.issues[0]?.message }, "media said something the contract does not know");
      return;
    }
    if (report.data.kind === "described") {
      questions.answer(report.data);
      return;
    }
    if (report.data.kind === "certificateSeen") {
      devices.noteCertificate(report.data.deviceId, report.data.sha256);
      return;
    }
    if (report.data.kind === "sessionEnded") {
      sessions.delete(report.data.sourceId);
      loggedFailures.delete(report.data.sourceId);
      tellSession(report.data.sourceId, "ended", null);
      return;
    }
    const { sourceId, phase, failure } = report.data;
    sessions.add(sourceId);
    tellSession(sourceId, phase, failure ?? null);
    if (phase === "live") loggedFailures.delete(sourceId);
    // A failure that goes on is logged once, not once a try.
    if (failure === undefined || loggedFailures.get(sourceId) === failure.kind) return;
    loggedFailures.set(sourceId, failure.kind);
    log.warn({ sourceId, phase, failure }, "stream");
  };

  return {
    connectMedia: (port) => {
      setMedia(port);
      port.onMessage((message) => {
        if (media === port) onReport(message);
      });
      port.onClose(() => {
        if (media === port) setMedia(null);
      });
    },
    loseMedia: () => {
      if (media !== null) setMedia(null);
    },
    isMediaReady: () => media !== null,
    open: (wish, windowPort) => {
      if (media === null) return refusal("processLost", "media is being restarted");
      const source = devices.source(wish.cameraId, wish.quality);
      if (!source.ok) return source;
      const { sourceId, quality, ...rest } = source.value;
      const { playsH265, frames } = wish;
      send(media, { kind: "open", source: { ...rest, id: sourceId, playsH265 }, frames }, [windowPort]);
      sessions.add(sourceId);
      return success({ sourceId, quality });
    },
    listen: (wish, windowPort) => {
      if (media === null) return refusal("processLost", "media is being restarted");
      const source = devices.source(wish.cameraId, wish.quality);
      if (!source.ok) return source;
      const { sourceId: pictureId, quality, ...rest } = source.value;
      const sourceId = soundIdOf(pictureId);
      send(media, { kind: "listen", source: { ...rest, id: sourceId, playsH265: false } }, [windowPort]);
      sessions.add(sourceId);
      return success({ sourceId, quality });
    },
    describe: (source) => {
      const port = media;
      if (port === null) return Promise.resolve(refusal("processLost", "media is being restarted"));
      return questions.ask((command) => {
        send(port, command);
      }, source);
    },
    endRemoved: () => {
      for (const sourceId of sessions)
        if (media !== null && !sourceOf(sourceId).ok) {
          send(media, { kind: "end", sourceId });
          sessions.delete(sourceId);
        }
    },
    endOfDevice: (deviceId) => {
      if (media !== null) send(media, { kind: "forgive", deviceId });
      for (const sourceId of sessions) {
        const source = sourceOf(sourceId);
        if (media !== null && source.ok && source.value.deviceId === deviceId) send(media, { kind: "end", sourceId });
      }
    },
    onMediaChanged: (listener) => {
      listeners.push(listener);
    },
    onSession: (listener) => {
      sessionListeners.push(listener);
    },
  };
};
