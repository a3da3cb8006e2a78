/** What is wrong with a device at the moment: changed by its faults, looked at by its servers. */
export interface FaultState {
  /** Connections stay and answer, but no pictures are sent. */
  stalled: boolean;
  /** Connections stay, and nothing is heard on them any more. */
  halfOpen: boolean;
  /** New RTSP sessions get 503. */
  refusing: boolean;
  /** Random bytes in the RTP payloads and between the frames. */
  garbage: boolean;
  /** RTP over the RTSP connection gets 461, whatever transports there are otherwise. */
  tcpRefused: boolean;
  /** Share of UDP packets that are not sent, 0..1. */
  lossShare: number;
  /** Every answer of ONVIF and RTSP is so late. */
  slowMs: number;
  /** Answers break off in the middle. */
  cut: boolean;
  /** Recording and search service answer everything with a fault, or refuse this user. */
  recordingService: "well" | "faulting" | "denying";
  /** The device's clock minus this machine's. */
  clockOffsetMs: number;
}

export const noFaults = (clockOffsetMs = 0): FaultState => ({
  stalled: false,
  halfOpen: false,
  refusing: false,
  garbage: false,
  tcpRefused: false,
  lossShare: 0,
  slowMs: 0,
  cut: false,
  recordingService: "well",
  clockOffsetMs,
});
