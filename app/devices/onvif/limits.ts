/** What one answer of a device may cost. Everything a device sends is counted against these. */
export interface OnvifLimits {
  /** Until the connection (with TLS) stands, ms. */
  readonly connectMs: number;
  /** From the first byte sent to the last byte of the answer, ms; a device that dribbles is cut here. */
  readonly answerMs: number;
  /** All header lines of an answer, bytes. */
  readonly headerBytes: number;
  /** Body of an answer, bytes. */
  readonly bodyBytes: number;
}

export const onvifLimits: OnvifLimits = {
  connectMs: 3_000,
  answerMs: 8_000,
  headerBytes: 16 * 1024,
  bodyBytes: 1024 * 1024,
};
