import type { InputOf } from "../../app/contract/requests";
import type { Port } from "../../app/contract/port";
import {
  streamBeginMessage,
  streamFactsMessage,
  streamPhaseMessage,
  type StreamContainer,
  type StreamFactsMessage,
  type StreamFromWindow,
  type StreamToWindow,
} from "../../app/contract/stream";
import { failure, type Failure, type FailureKind } from "../../app/domain/failure";
import type { Station } from "../station";
import type { StreamStatus } from "./liveness";
import type { Ticker } from "./ticker";

/** Bytes handed to the player before media is told at once; smaller remainders are told at the next tick. */
export const acknowledgeEveryBytes = 64 * 1024;

/** Pauses between tries to open, ms; the last one repeats. */
export const reopenAfterMs = [250, 500, 1_000, 2_000, 5_000] as const;

/** A stream that lasted this long starts with the shortest pause again, ms. */
const lastedMs = 10_000;

/** Video that cannot be decoded here is tried this seldom: somebody may set the camera to another codec. */
const unsupportedAfterMs = 30_000;

/**
 * A port that brings nothing for so long is taken for dead, ms: while frames are said to come, and otherwise. Pages are
 * not told when the process behind a port ends (no `close` event in Chrome so far), so silence must tell.
 */
export const silentForMs = { live: 6_000, waiting: 30_000 } as const;

/** After a loss of the station a port that brought nothing for so long is not trusted any more, ms. */
const recentMs = 1_000;

/** Failures that another try cannot mend; only a change of the records can. */
const waitsForPerson: ReadonlySet<FailureKind> = new Set([
  "forbidden",
  "notFound",
  "invalidInput",
  "credentialsRefused",
  "credentialsRequired",
]);

const pauseAfter = (why: Failure, tries: number): number =>
  why.kind === "unsupported"
    ? unsupportedAfterMs
    : (reopenAfterMs[Math.min(tries, reopenAfterMs.length - 1)] ?? unsupportedAfterMs);

/** What plays one file as its bytes come. */
export interface StreamPlayer {
  feed(bytes: Uint8Array<ArrayBuffer>): void;
  destroy(): void;
}

export interface StreamSessionParts {
  readonly station: Station;
  readonly ticker: Ticker;
  readonly openChannel: () => { readonly ours: Port; readonly theirs: Port };
  /** Called at every `begin`, after the player before was destroyed. `onFailure` at most once. */
  readonly startPlayer: (container: StreamContainer, onFailure: (failure: Failure) => void) => StreamPlayer;
  readonly onStatus: (status: StreamStatus) => void;
  readonly onFacts: (facts: StreamFactsMessage) => void;
  readonly monotonicMs: () => number;
  readonly nowUtcMs: () => number;
}

/**
 * One tile's watch of one camera: asks the station for the stream, plays what comes, acknowledges it, and asks again
 * when the port closes, the player fails, media comes back or the records change. Answers how to end it.
 *
 *     asking ──answered──► watching ──port closed, player failed──► waiting ──pause over, media ready──► asking
 *       └──refused: waits for the records to change (or for media)────┘
 */
export const watchStream = (source: Readonly<InputOf<"streams.open">>, parts: StreamSessionParts): (() => void) => {
  const { station, ticker } = parts;
  let ended = false;
  let port: Port | null = null;
  let player: StreamPlayer | null = null;
  let generation = 0;
  let handedBytes = 0;
  let acknowledgedBytes = 0;
  let openedAtMs = parts.monotonicMs();
  let heardAtMs = openedAtMs;
  /** Media said that it waits itself for so long, counted from when it said so. */
  let announcedPauseMs = 0;
  let tries = 0;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let status: StreamStatus = { phase: "connecting", sinceMs: parts.monotonicMs(), failure: null, retryAtUtcMs: null };

  const tell = (next: Omit<StreamStatus, "sinceMs">): void => {
    status = { ...next, sinceMs: next.phase === status.phase ? status.sinceMs : parts.monotonicMs() };
    parts.onStatus(status);
  };

  const send = (message: StreamFromWindow): void => {
    port?.post(message);
  };

  const acknowledge = (): void => {
    if (handedBytes === acknowledgedBytes) return;
    acknowledgedBytes = handedBytes;
    send({ kind: "acknowledge", generation, bytes: handedBytes });
  };

  const leavePort = (): void => {
    send({ kind: "close" });
    port?.close();
    port = null;
  };

  const silentMs = (): number => parts.monotonicMs() - heardAtMs;

  /** The picture stays: the old player is destroyed only when the next file begins. */
  const lose = (why: Failure): void => {
    leavePort();
    if (waitsForPerson.has(why.kind)) {
      tell({ phase: why.kind.startsWith("credentials") ? "refused" : "ended", failure: why, retryAtUtcMs: null });
      return;
    }
    if (parts.monotonicMs() - openedAtMs > lastedMs) tries = 0;
    const pauseMs = pauseAfter(why, tries);
    tries += 1;
    tell({ phase: "waitingToRetry", failure: why, retryAtUtcMs: parts.nowUtcMs() + pauseMs });
    retry = setTimeout(ask, pauseMs);
  };

  const begin = (container: StreamContainer, next: number, from: Port): void => {
    player?.destroy();
    generation = next;
    handedBytes = 0;
    acknowledgedBytes = 0;
    player = parts.startPlayer(container, (why) => {
      if (port === from) lose(why);
    });
  };

  /** Media is our own process: a chunk's shape is not checked again, sixty-four times fifteen times a second. */
  const received = (message: StreamToWindow, from: Port): void => {
    heardAtMs = parts.monotonicMs();
    switch (message.kind) {
      case "chunk":
        if (message.generation !== generation || player === null) return;
        player.feed(message.bytes as Uint8Array<ArrayBuffer>);
        handedBytes += message.bytes.byteLength;
        if (handedBytes - acknowledgedBytes >= acknowledgeEveryBytes) acknowledge();
        return;
      case "begin": {
        const read = streamBeginMessage.safeParse(message);
        if (read.success) begin(read.data.container, read.data.generation, from);
        return;
      }
      case "phase": {
        const read = streamPhaseMessage.safeParse(message);
        if (!read.success) return;
        announcedPauseMs = Math.max(0, (read.data.retryAtUtcMs ?? 0) - parts.nowUtcMs());
        tell({
          phase: read.data.phase,
          failure: (read.data.failure as Failure | undefined) ?? null,
          retryAtUtcMs: read.data.retryAtUtcMs ?? null,
        });
        return;
      }
      case "facts": {
        const read = streamFactsMessage.safeParse(message);
        if (read.success) parts.onFacts(read.data);
        return;
      }
    }
  };

  const ask = (): void => {
    if (retry !== null) clearTimeout(retry);
    retry = null;
    if (ended || port !== null) return;
    const { ours, theirs } = parts.openChannel();
    port = ours;
    openedAtMs = parts.monotonicMs();
    heardAtMs = openedAtMs;
    announcedPauseMs = 0;
    generation = 0;
    tell({ phase: "connecting", failure: null, retryAtUtcMs: null });
    ours.onMessage((message) => {
      if (port === ours) received(message as StreamToWindow, ours);
    });
    ours.onClose(() => {
      if (port === ours) lose(failure("processLost"));
    });
    void station.request("streams.open", { ...source }, theirs).then((result) => {
      if (port === ours && !result.ok) lose(result.error);
    });
  };

  const askAgain = (): void => {
    if (port !== null) leavePort();
    tries = 0;
    ask();
  };

  const waitsOnPurpose = (): boolean => status.phase === "refused" || status.phase === "ended";

  const listenForSilence = (): void => {
    if (port === null || waitsOnPurpose()) return;
    const allowedMs = status.phase === "live" ? silentForMs.live : silentForMs.waiting + announcedPauseMs;
    if (silentMs() > allowedMs) lose(failure("connectionLost"));
  };

  const stops = [
    ticker.subscribe(() => {
      acknowledge();
      listenForSilence();
    }),
    station.onEvent("media.changed", ({ ready }) => {
      if (ready) askAgain();
      else if (port !== null) lose(failure("processLost"));
    }),
    station.onEvent("devices.changed", () => {
      if (waitsOnPurpose()) askAgain();
    }),
    station.onState((state) => {
      if (state.state === "ready" && (port === null || silentMs() > recentMs)) askAgain();
    }),
  ];
  ask();

  return () => {
    ended = true;
    for (const stop of stops) stop();
    if (retry !== null) clearTimeout(retry);
    leavePort();
    player?.destroy();
    player = null;
  };
};
