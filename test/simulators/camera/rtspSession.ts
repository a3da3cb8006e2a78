import { randomBytes } from "node:crypto";
import type { FaultState } from "./faultState";
import { liveClockMs, type LiveTrack, type SentPicture, type StartWith, type Viewing } from "./liveTrack";
import { senderReport } from "./rtcp";
import type { RtpTransport } from "./rtpTransport";

/** Where a track goes on: for RTP-Info. */
export interface TrackStart {
  readonly trackName: string;
  readonly sequence: number;
  readonly timestamp: number;
}

/** One client's session (RFC 2326 §3): its tracks set up, playing or paused. */
export interface RtspSession {
  readonly id: string;
  readonly playing: boolean;
  has(trackName: string): boolean;
  addTrack(trackName: string, track: LiveTrack, transport: RtpTransport): void;
  /** Packets follow the answer. */
  play(): readonly TrackStart[];
  pause(): void;
  end(): void;
}

export interface SessionOptions {
  readonly faults: FaultState;
  readonly senderReportMs: number;
  readonly canonicalName: string;
  readonly startWith: StartWith;
}

interface SessionTrack {
  play(): Omit<TrackStart, "trackName">;
  pause(): void;
}

const openSessionTrack = (track: LiveTrack, transport: RtpTransport, options: SessionOptions): SessionTrack => {
  const { faults, canonicalName } = options;
  let viewing: Viewing | null = null;
  let reports: NodeJS.Timeout | null = null;
  let waitingForKey = false;
  let packetCount = 0;
  let octetCount = 0;

  const silent = (): boolean => faults.stalled || faults.halfOpen;
  /** By the device's own clock, which may be wrong (RFC 3550 §6.4.1). */
  const report = (): void => {
    if (viewing === null || silent() || packetCount === 0) return;
    const nowMs = liveClockMs();
    const utcMs = nowMs + faults.clockOffsetMs;
    const { ssrc } = viewing;
    const timestamp = track.timestampAt(nowMs);
    transport.report(senderReport({ ssrc, utcMs, timestamp, packetCount, octetCount, canonicalName }));
  };
  const pause = (): void => {
    viewing?.stop();
    viewing = null;
    if (reports !== null) clearInterval(reports);
    reports = null;
  };
  return {
    pause,
    play: () => {
      pause();
      const viewer = {
        channel: transport.channel,
        receive: (bytes: Buffer, picture: SentPicture) => {
          // What is left out would be shown as smear: go on at the next key frame.
          waitingForKey = silent() || (waitingForKey && !picture.isKey);
          if (waitingForKey) return;
          const isFirst = packetCount === 0;
          packetCount += picture.packetCount;
          octetCount += picture.octetCount;
          transport.send(bytes, picture.offsets);
          if (isFirst) report();
        },
      };
      viewing = track.watch(viewer, options.startWith);
      reports = setInterval(report, options.senderReportMs);
      return { sequence: viewing.firstSequence, timestamp: viewing.firstTimestamp };
    },
  };
};

export const openRtspSession = (options: SessionOptions): RtspSession => {
  const tracks = new Map<string, SessionTrack & { readonly transport: RtpTransport }>();
  let playing = false;
  const pause = (): void => {
    for (const track of tracks.values()) track.pause();
    playing = false;
  };
  return {
    id: randomBytes(8).toString("hex"),
    get playing() {
      return playing;
    },
    has: (trackName) => tracks.has(trackName),
    addTrack: (trackName, track, transport) => {
      tracks.set(trackName, { ...openSessionTrack(track, transport, options), transport });
    },
    play: () => {
      playing = true;
      return [...tracks].map(([trackName, track]) => ({ trackName, ...track.play() }));
    },
    pause,
    end: () => {
      pause();
      for (const { transport } of tracks.values()) transport.close();
    },
  };
};
