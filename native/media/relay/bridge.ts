import { connect, type Socket } from "node:net";
import type { Clock } from "../../../app/base/clock";
import { failure, type Failure, type FailureKind } from "../../../app/domain/failure";
import type { MediaLimits } from "../limits";
import { exchange } from "./exchange";
import type { RelayCamera, RelayListener } from "./parties";
import { rtspReader, statusOf, type RtspMessage, type RtspPart, type RtspReader } from "./rtspMessage";

export interface BridgeParts {
  /** ffmpeg's connection with its reader, and what the reader has brought so far. */
  readonly client: Socket;
  readonly reader: RtspReader;
  readonly first: readonly RtspPart[];
  /** The URL ffmpeg was given. */
  readonly localUrl: string;
  readonly camera: RelayCamera;
  readonly listener: RelayListener;
  readonly limits: MediaLimits;
  readonly clock: Clock;
}

const queuedRequests = 16;
const unsentToCameraBytes = 1024 * 1024;
/** How long a camera has to take a TEARDOWN before its connection is cut. */
const partingMs = 1_000;

const connectFailureKinds: Readonly<Record<string, FailureKind>> = {
  ETIMEDOUT: "timedOut",
  ECONNRESET: "connectionLost",
};

/**
 * Joins one ffmpeg to one camera and answers how to end it. Requests go one at a time, `$` frames as they are; each
 * side is only read as fast as the other takes it.
 */
export const bridge = (parts: BridgeParts): (() => void) => {
  const { client, camera, listener, limits, clock } = parts;
  const talk = exchange(camera, parts.localUrl);
  const cameraReader = rtspReader(limits);
  const socket = connect({ host: camera.address.host, port: camera.address.port, noDelay: true });
  const where = `${camera.address.host}:${camera.address.port}`;
  const queue: RtspMessage[] = [];
  let waiting: "connection" | "answer" | "request" = "connection";
  let playing = false;
  let over = false;
  let lastByteMs = clock.monotonicMs();
  let cancelTimer = (): void => undefined;

  const expectWithin = (delayMs: number, otherwise: () => void): void => {
    cancelTimer();
    cancelTimer = clock.after(delayMs, otherwise);
  };

  const part = (): void => {
    over = true;
    cancelTimer();
    client.destroy();
    const farewell = socket.writable && !socket.connecting ? talk.tearDown() : null;
    if (farewell === null) {
      socket.destroy();
      return;
    }
    socket.removeAllListeners("data");
    socket.resume();
    socket.end(farewell);
    const cut = clock.after(partingMs, () => socket.destroy());
    socket.on("close", cut);
  };

  const end = (): void => {
    if (!over) part();
  };

  const fail = (what: Failure): void => {
    if (over) return;
    part();
    listener.failed(what);
  };

  const watchSilence = (): void => {
    const restMs = lastByteMs + limits.silenceMs - clock.monotonicMs();
    if (restMs <= 0) fail(failure("stalled", `${where} sends nothing`));
    else expectWithin(restMs, watchSilence);
  };

  const toCamera = (bytes: Uint8Array): void => {
    socket.write(bytes);
    if (socket.writableLength > unsentToCameraBytes) fail(failure("stalled", `${where} takes nothing`));
  };

  const toClient = (bytes: Uint8Array): void => {
    if (client.write(bytes)) return;
    socket.pause();
    client.once("drain", () => socket.resume());
  };

  const awaitAnswer = (bytes: Uint8Array): void => {
    waiting = "answer";
    toCamera(bytes);
    // Once it plays, keep-alives may go unanswered; then only silence counts.
    if (!playing) expectWithin(limits.answerMs, () => fail(failure("timedOut", `no whole answer from ${where}`)));
  };

  const next = (): void => {
    // A keep-alive that a camera leaves unanswered must not hold back the next one.
    if (over || waiting === "connection" || (waiting === "answer" && !playing)) return;
    const message = queue.shift();
    if (message === undefined) return;
    const request = talk.request(message);
    if (request.ok) awaitAnswer(request.value);
    else fail(request.error);
  };

  const answered = (message: RtspMessage): void => {
    const outcome = talk.answer(message);
    switch (outcome.kind) {
      case "ignore":
        return;
      case "failed":
        fail(outcome.failure);
        return;
      case "resend":
        listener.loggingIn();
        awaitAnswer(outcome.bytes);
        return;
      case "forward":
        waiting = "request";
        toClient(outcome.bytes);
        if (outcome.method === "PLAY" && statusOf(message) === 200) {
          playing = true;
          listener.playing();
          watchSilence();
        } else if (!playing) cancelTimer();
        next();
    }
  };

  const fromClient = (received: readonly RtspPart[]): void => {
    for (const one of received) {
      if (over) return;
      if (one.kind === "interleaved") {
        if (playing) toCamera(one.bytes);
      } else if (queue.length < queuedRequests) queue.push(one);
      else fail(failure("internal", "ffmpeg asks faster than the camera answers"));
    }
    next();
  };

  socket.on("connect", () => {
    cancelTimer();
    waiting = "request";
    next();
  });
  socket.on("data", (chunk) => {
    lastByteMs = clock.monotonicMs();
    const read = cameraReader.read(chunk);
    if (!read.ok) {
      fail(read.error);
      return;
    }
    for (const one of read.value) {
      if (over) return;
      if (one.kind === "message") answered(one);
      else if (playing) toClient(one.bytes);
    }
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    const kind = waiting === "connection" ? "unreachable" : "connectionLost";
    fail(failure(connectFailureKinds[error.code ?? ""] ?? kind, `${error.code ?? "connection failed"} ${where}`));
  });
  socket.on("close", () => fail(failure("connectionLost", `${where} closed the connection`)));

  client.on("data", (chunk) => {
    const read = parts.reader.read(chunk);
    if (read.ok) fromClient(read.value);
    else end();
  });
  // ffmpeg has gone: whoever started it knows why.
  client.on("close", end);

  expectWithin(limits.connectMs, () => fail(failure("timedOut", `no connection to ${where}`)));
  fromClient(parts.first);
  return end;
};
