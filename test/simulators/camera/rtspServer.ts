import { createServer, type Server, type Socket } from "node:net";
import { openDigestGuard, sameText, type DigestGuard, type DigestVerdict } from "./digestChallenge";
import type { LiveStream } from "./liveStream";
import { serveRtspConnection, type RtspConnection } from "./rtspConnection";
import type { RtspRequest } from "./rtspMessage";

export type RtspAuthentication = "digest" | "basic" | "none";

export interface RtspServerOptions {
  readonly address: string;
  readonly authentication: RtspAuthentication;
  /** Offers qop="auth" with digest. */
  readonly digestQop: boolean;
  readonly userName: string;
  readonly password: string;
  readonly realm: string;
  /** Without a sign of life for so long a session ends (RFC 2326 §12.37). */
  readonly sessionTimeoutSeconds: number;
  /** The stream under a path such as `/main`; null when there is none. May take long at first use. */
  streamAt(path: string): Promise<LiveStream | null>;
}

export interface RtspServer {
  /** Answers the port; 0 asks for a free one. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
  dropConnections(): void;
  stall(stalled: boolean): void;
  /** New sessions are refused with 503, as a recorder at its limit does. */
  refuseSessions(refused: boolean): void;
  readonly connectionCount: number;
  readonly playingCount: number;
}

/** Decides about a request's credentials. */
export interface Gate {
  check(request: RtspRequest): DigestVerdict;
  challenges(stale: boolean): readonly string[];
}

const basicGate = (options: RtspServerOptions): Gate => {
  const expected = `Basic ${Buffer.from(`${options.userName}:${options.password}`).toString("base64")}`;
  return {
    challenges: () => [`Basic realm="${options.realm}"`],
    check: (request) => {
      const given = request.headers.get("authorization");
      if (given === undefined) return "missing";
      return sameText(given, expected) ? "accepted" : "refused";
    },
  };
};

const digestGate = (guard: DigestGuard): Gate => ({
  challenges: guard.challenges,
  check: (request) => guard.check(request.headers.get("authorization"), request.method, request.uri),
});

const openGate: Gate = { challenges: () => [], check: () => "accepted" };

const gateOf = (options: RtspServerOptions): Gate => {
  if (options.authentication === "none") return openGate;
  if (options.authentication === "basic") return basicGate(options);
  const { realm, userName, password, digestQop } = options;
  return digestGate(openDigestGuard({ realm, userName, password, algorithms: ["MD5"], qop: digestQop }));
};

/** Listens; closing waits until every connection is gone. */
const listenOn = (server: Server, address: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      const bound = server.address();
      resolve(bound !== null && typeof bound === "object" ? bound.port : 0);
    });
  });

/** RTSP of one camera over TCP, RTP and RTCP interleaved (RFC 2326 §10.12). */
export const openRtspServer = (options: RtspServerOptions): RtspServer => {
  const gate = gateOf(options);
  const connections = new Set<RtspConnection>();
  const state = { stalled: false, refusing: false };

  const accept = (socket: Socket): void => {
    const connection = serveRtspConnection(socket, { ...options, gate, state });
    connections.add(connection);
    socket.on("close", () => connections.delete(connection));
  };
  const dropConnections = (): void => {
    for (const connection of connections) connection.drop();
  };
  let server: Server | null = null;

  return {
    listen: (port) => {
      server = createServer({ noDelay: true }, accept);
      return listenOn(server, options.address, port);
    },
    close: () =>
      new Promise((resolve) => {
        if (server === null) {
          resolve();
          return;
        }
        server.close(() => {
          resolve();
        });
        server = null;
        dropConnections();
      }),
    dropConnections,
    stall: (stalled) => {
      state.stalled = stalled;
      for (const connection of connections) connection.stall(stalled);
    },
    refuseSessions: (refused) => {
      state.refusing = refused;
    },
    get connectionCount() {
      return connections.size;
    },
    get playingCount() {
      return [...connections].filter((connection) => connection.playing).length;
    },
  };
};
