import { randomBytes } from "node:crypto";
import { createServer, type AddressInfo, type Socket } from "node:net";
import type { Clock } from "../../../app/base/clock";
import type { MediaLimits } from "../limits";
import { bridge, type Bridge } from "./bridge";
import type { RelayCamera, RelayListener } from "./parties";
import { rtspReader, type RtspMessage } from "./rtspMessage";
import { readAudioDescription, readVideoDescription, type DescribedTrack, type ReadDescription } from "./sdp";

/**
 * The loopback relay between ffmpeg and the cameras. It logs in, so that no password stands on a command line; it
 * rewrites URLs, so that no camera address does; and it names what went wrong, which ffmpeg's messages do not.
 *
 *     ffmpeg ──rtsp://127.0.0.1:PORT/TOKEN──► relay ──rtsp://camera/… with Authorization──► camera
 */
export interface Relay {
  /**
   * Connects to a camera at once and asks what it sends; `url` lets in one ffmpeg, once. The camera is given up when no
   * ffmpeg comes within the token's life after the camera was described.
   */
  admit(camera: RelayCamera, listener: RelayListener): RelayAdmission;
  /** The same for its sound: a session of its own, in which the camera is asked for nothing else. */
  admitSound(camera: RelayCamera, listener: RelayListener<DescribedTrack>): RelayAdmission;
  close(): Promise<void>;
}

export interface RelayAdmission {
  readonly url: string;
  /** Takes the token back, or ends the connection: with TEARDOWN when the camera has a session. Calls nothing back. */
  end(): void;
}

const notFound = "RTSP/1.0 404 Not Found\r\n\r\n";
const waitingClients = 256;

/** Starts listening on a free port of 127.0.0.1. Rejects when the machine does not let it. */
export const openRelay = async (limits: MediaLimits, clock: Clock): Promise<Relay> => {
  const tickets = new Map<string, Bridge>();
  const clients = new Set<Socket>();
  let port = 0;

  const tokenOf = (message: RtspMessage): string => {
    const [, token = ""] = /^[A-Z]+ rtsp:\/\/127\.0\.0\.1:\d+\/([0-9a-f]+)\/? /.exec(message.startLine) ?? [];
    return token;
  };

  /** Reads the first request of a client and hands it on to a bridge when its token is good. */
  const receive = (client: Socket): void => {
    const reader = rtspReader(limits);
    const turnAway = (): void => {
      client.end(notFound);
      client.destroySoon();
    };
    const giveUp = clock.after(limits.tokenLifeMs, () => client.destroy());
    const listen = (chunk: Buffer): void => {
      const read = reader.read(chunk);
      const first = read.ok ? read.value[0] : undefined;
      if (read.ok && first === undefined) return;
      client.off("data", listen);
      giveUp();
      const token = first?.kind === "message" ? tokenOf(first) : "";
      const ticket = tickets.get(token);
      if (!read.ok || ticket === undefined) {
        turnAway();
        return;
      }
      tickets.delete(token);
      ticket.attach(client, reader, read.value);
    };
    client.on("data", listen);
  };

  const server = createServer({ noDelay: true }, (client) => {
    clients.add(client);
    client.on("close", () => clients.delete(client));
    // What an error means is told by the `close` that follows it.
    client.on("error", () => undefined);
    receive(client);
  });
  server.maxConnections = waitingClients * 4;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0, backlog: waitingClients }, resolve);
  });
  port = (server.address() as AddressInfo).port;

  const admit = <Track extends DescribedTrack>(
    camera: RelayCamera,
    readDescription: ReadDescription<Track>,
    listener: RelayListener<Track>,
  ): RelayAdmission => {
    const token = randomBytes(16).toString("hex");
    const url = `rtsp://127.0.0.1:${port}/${token}`;
    let expire = (): void => undefined;
    const takeBack = (): void => {
      expire();
      tickets.delete(token);
    };
    const joined = bridge({
      localUrl: url,
      camera,
      readDescription,
      listener: {
        ...listener,
        described: (track) => {
          expire = clock.after(limits.tokenLifeMs, () => {
            if (tickets.delete(token)) joined.end();
          });
          listener.described(track);
        },
        failed: (what) => {
          takeBack();
          listener.failed(what);
        },
      },
      limits,
      clock,
    });
    tickets.set(token, joined);
    return {
      url,
      end: () => {
        takeBack();
        joined.end();
      },
    };
  };

  return {
    admit: (camera, listener) => admit(camera, readVideoDescription, listener),
    admitSound: (camera, listener) => admit(camera, readAudioDescription, listener),
    close: async () => {
      tickets.clear();
      for (const client of clients) client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
