import type { Socket } from "node:net";
import type { Clock } from "../../../app/base/clock";
import { failure, type Failure } from "../../../app/domain/failure";
import type { MediaLimits } from "../limits";
import { dial, socketFailure } from "./dial";
import { exchange } from "./exchange";
import { framesOf } from "./interleaved";
import { mediaWatch, type MediaWatch } from "./mediaWatch";
import type { RelayCamera, RelayListener } from "./parties";
import { rtspReader, statusOf, type RtspMessage, type RtspPart, type RtspReader } from "./rtspMessage";
import type { DescribedTrack, ReadDescription } from "./sdp";
import { openUdpLane, type UdpLane } from "./udpLane";

export interface BridgeParts<Track extends DescribedTrack> {
  /** The URL ffmpeg is given. */
  readonly localUrl: string;
  readonly camera: RelayCamera;
  readonly readDescription: ReadDescription<Track>;
  readonly listener: RelayListener<Track>;
  readonly limits: MediaLimits;
  readonly clock: Clock;
}

/**
 * Joins one ffmpeg to one camera. The relay speaks first: what the camera sends is known before ffmpeg starts.
 *
 *     connecting ──► waiting for its turn ──► introducing (OPTIONS, DESCRIBE) ──► described ──► playing
 *                                                                    ffmpeg comes ──┘
 */
export interface Bridge {
  /** ffmpeg's connection with its reader, and what the reader has brought so far. */
  attach(client: Socket, reader: RtspReader, first: readonly RtspPart[]): void;
  end(): void;
}

const queuedRequests = 16;
const unsentToCameraBytes = 1024 * 1024;
/** How long a camera has to take a TEARDOWN before its connection is cut. */
const partingMs = 1_000;

/** Requests go one at a time, `$` frames at once; each side is only read as fast as the other takes it. */
export const bridge = <Track extends DescribedTrack>(parts: BridgeParts<Track>): Bridge => {
  const { camera, listener, limits, clock } = parts;
  const talk = exchange(camera, parts.localUrl, parts.readDescription);
  const cameraReader = rtspReader(limits);
  const where = `${camera.address.host}:${camera.address.port}`;
  const queue: RtspMessage[] = [];
  let client: Socket | null = null;
  let stage: "connecting" | "introducing" | "described" | "playing" = "connecting";
  let waiting: "answer" | "request" = "request";
  let media: MediaWatch | null = null;
  let lane: UdpLane | null = null;
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
    lane?.close();
    client?.destroy();
    const farewell = socket.writable && stage !== "connecting" ? talk.tearDown() : null;
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
    if (client === null || client.write(bytes)) return;
    socket.pause();
    client.once("drain", () => socket.resume());
  };

  const awaitAnswer = (bytes: Uint8Array): void => {
    waiting = "answer";
    toCamera(bytes);
    // Once it plays, keep-alives may go unanswered; then only silence counts.
    if (stage !== "playing")
      expectWithin(limits.answerMs, () => fail(failure("timedOut", `no whole answer from ${where}`)));
  };

  const next = (): void => {
    // A keep-alive that a camera leaves unanswered must not hold back the next one.
    const ready = stage === "playing" || (stage === "described" && waiting === "request");
    if (over || client === null || !ready) return;
    const message = queue.shift();
    if (message === undefined) return;
    const known = talk.known(message);
    if (known !== null) {
      toClient(known);
      next();
      return;
    }
    const request = talk.request(message);
    if (request.ok) awaitAnswer(request.value);
    else fail(request.error);
  };

  /** Frames of the camera, over whichever transport. */
  const takeFrames = (frames: Uint8Array): void => {
    if (over || stage !== "playing" || media === null) return;
    lastByteMs = clock.monotonicMs();
    const watched = media.watch(frames, lastByteMs);
    if (!watched.ok) {
      fail(watched.error);
      return;
    }
    listener.received(frames.length);
    // UDP knows no pause: what ffmpeg does not take is lost.
    if (lane === null || (client?.writableLength ?? 0) < limits.unsentToFfmpegBytes) toClient(watched.value);
  };

  const openLane = (opened: () => void): void => {
    openUdpLane(socket.remoteAddress ?? "", limits, clock, takeFrames).then(
      (one) => {
        if (over) {
          one.close();
          return;
        }
        lane = one;
        opened();
      },
      () => fail(failure("internal", "this machine gives no UDP ports")),
    );
  };

  const described = (): void => {
    const description = talk.description();
    if (description === null) return;
    stage = "described";
    waiting = "request";
    cancelTimer();
    media = mediaWatch(description.track, listener);
    listener.described(description.track);
    next();
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
      case "udpWanted":
        openLane(() => {
          const again = lane === null ? null : talk.overUdp(lane.port);
          if (again !== null) awaitAnswer(again);
        });
        return;
      case "forward":
        if (stage === "introducing") {
          if (outcome.method === "OPTIONS") awaitAnswer(talk.introduce("DESCRIBE"));
          else described();
          return;
        }
        waiting = "request";
        toClient(outcome.bytes);
        if (outcome.method === "PLAY" && statusOf(message) === 200) {
          stage = "playing";
          lastByteMs = clock.monotonicMs();
          media?.rtcpChannel(lane === null ? (talk.rtcpWay() ?? 1) : 1);
          listener.playing(lane !== null ? "udp" : camera.address.tls ? "tls" : "tcp");
          watchSilence();
        } else if (stage !== "playing") cancelTimer();
        next();
    }
  };

  /** ffmpeg's receiver reports. */
  const fromClientFrames = (frames: Uint8Array): void => {
    if (stage !== "playing") return;
    const way = talk.rtcpWay();
    if (lane === null) {
      // ffmpeg asked for channels 0 and 1 and is told when the camera chose others.
      toCamera(frames);
    } else if (way !== null) for (const { packet } of framesOf(frames)) lane.report(packet, way);
  };

  const fromClient = (received: readonly RtspPart[]): void => {
    for (const one of received) {
      if (over) return;
      if (one.kind === "interleaved") fromClientFrames(one.bytes);
      else if (queue.length < queuedRequests) queue.push(one);
      else fail(failure("internal", "ffmpeg asks faster than the camera answers"));
    }
    next();
  };

  const begin = (): void => {
    if (over || stage !== "connecting") return;
    stage = "introducing";
    awaitAnswer(talk.introduce("OPTIONS"));
  };

  const socket = dial(
    camera,
    (certificate) => {
      if (over) return;
      cancelTimer();
      if (certificate !== null && camera.certificateSha256 === null) listener.certificateSeen(certificate);
      listener.reached(() => {
        if (camera.transport !== "udp" || camera.address.tls) begin();
        else
          openLane(() => {
            if (lane !== null) talk.overUdp(lane.port);
            begin();
          });
      });
    },
    fail,
  );
  socket.on("data", (chunk: Buffer) => {
    lastByteMs = clock.monotonicMs();
    const read = cameraReader.read(chunk);
    if (!read.ok) {
      fail(read.error);
      return;
    }
    for (const one of read.value) {
      if (over) return;
      if (one.kind === "message") answered(one);
      else takeFrames(one.bytes);
    }
  });
  socket.on("error", (error: NodeJS.ErrnoException) => {
    fail(socketFailure(error, stage !== "connecting", where));
  });
  socket.on("close", () => {
    fail(failure("connectionLost", `${where} closed the connection`));
    listener.closed();
  });
  expectWithin(limits.connectMs, () => fail(failure("unreachable", `no connection to ${where}`)));

  return {
    attach: (arrived, reader, first) => {
      if (over) {
        arrived.destroy();
        return;
      }
      client = arrived;
      arrived.on("data", (chunk) => {
        const read = reader.read(chunk);
        if (read.ok) fromClient(read.value);
        else end();
      });
      // ffmpeg has gone: whoever started it knows why.
      arrived.on("close", end);
      fromClient(first);
    },
    end,
  };
};
