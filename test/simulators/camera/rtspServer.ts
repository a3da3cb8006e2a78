import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type Server as TlsServer } from "node:tls";
import type { Certificate } from "./certificate";
import type { FaultState } from "./faultState";
import type { StartWith } from "./liveTrack";
import type { TransportName } from "./rtpTransport";
import { serveRtspConnection, type RtspConnection } from "./rtspConnection";
import { openGate, type GateOptions } from "./rtspGate";
import type { Presentation } from "./sdp";

export interface RtspServerOptions extends GateOptions {
  readonly address: string;
  /** Without a sign of life for so long a session ends (RFC 2326 §12.37). */
  readonly sessionTimeoutSeconds: number;
  /** Others get 461. */
  readonly transports: readonly TransportName[];
  readonly startWith: StartWith;
  /** Sessions at a time, and the status that refuses the next; null: any number. */
  readonly sessionLimit: { readonly sessions: number; readonly status: 453 | 503 } | null;
  readonly faults: FaultState;
  /** What is under a path such as `/main`; null when there is nothing. May take long at first use. */
  streamAt(path: string): Promise<Presentation | null>;
}

export interface RtspServer {
  /** Answers the port; 0 asks for a free one. */
  listen(port: number): Promise<number>;
  /** RTSP over TLS beside it. */
  listenSecure(port: number, certificate: Certificate): Promise<number>;
  /** TLS connections from now on show this one; those there are cut. */
  renewCertificate(certificate: Certificate): void;
  close(): Promise<void>;
  dropConnections(): void;
  /** Ends the sessions of one path, as an encoder that starts anew does. */
  dropSessions(path: string): void;
  readonly connectionCount: number;
  readonly playingCount: number;
}

const listenOn = (server: Server, address: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      const bound = server.address();
      resolve(bound !== null && typeof bound === "object" ? bound.port : 0);
    });
  });

/** Waits until every connection is gone. */
const closed = (server: Server | null): Promise<void> =>
  new Promise((resolve) => {
    if (server === null) resolve();
    else
      server.close(() => {
        resolve();
      });
  });

/** RTSP of one device, RTP and RTCP interleaved (RFC 2326 §10.12) or by UDP. */
export const openRtspServer = (options: RtspServerOptions): RtspServer => {
  const gate = openGate(options);
  const connections = new Set<RtspConnection>();
  let server: Server | null = null;
  let secure: TlsServer | null = null;

  const refusal = (): number | null => {
    if (options.faults.refusing) return 503;
    const limit = options.sessionLimit;
    const sessions = [...connections].filter((connection) => connection.sessionPath !== null).length;
    return limit !== null && sessions >= limit.sessions ? limit.status : null;
  };
  const accept = (socket: Socket): void => {
    const connection = serveRtspConnection(socket, { ...options, gate, refusal });
    connections.add(connection);
    socket.on("close", () => connections.delete(connection));
  };
  const dropConnections = (): void => {
    for (const connection of connections) connection.drop();
  };

  return {
    listen: (port) => {
      server = createServer({ noDelay: true }, accept);
      return listenOn(server, options.address, port);
    },
    listenSecure: (port, { key, certificate }) => {
      secure = createTlsServer({ key, cert: certificate, noDelay: true }, accept);
      secure.on("tlsClientError", () => undefined); // a client that does not trust the certificate
      return listenOn(secure, options.address, port);
    },
    renewCertificate: ({ key, certificate }) => {
      secure?.setSecureContext({ key, cert: certificate });
      dropConnections();
    },
    close: async () => {
      const both = [closed(server), closed(secure)];
      server = null;
      secure = null;
      dropConnections();
      await Promise.all(both);
    },
    dropConnections,
    dropSessions: (path) => {
      for (const connection of connections) if (connection.sessionPath === path) connection.drop();
    },
    get connectionCount() {
      return connections.size;
    },
    get playingCount() {
      return [...connections].filter((connection) => connection.playing).length;
    },
  };
};
