/** Tags as ffmpeg writes them, small. */
export const flvHeader = Uint8Array.of(0x46, 0x4c, 0x56, 1, 1, 0, 0, 0, 9, 0, 0, 0, 0);

export const flvTag = (type: number, data: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(11 + data.length + 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, (type << 24) | data.length);
  bytes.set(data, 11);
  view.setUint32(11 + data.length, 11 + data.length);
  return bytes;
};

export const metadataTag = flvTag(18, Uint8Array.of(2, 0, 10));
export const configurationTag = flvTag(9, Uint8Array.of(0x17, 0, 0, 0, 0, 1));
export const keyFrameTag = (payloadBytes = 40): Uint8Array =>
  flvTag(9, Uint8Array.of(0x17, 1, 0, 0, 0, ...new Uint8Array(payloadBytes)));
export const frameTag = (payloadBytes = 10): Uint8Array =>
  flvTag(9, Uint8Array.of(0x27, 1, 0, 0, 0, ...new Uint8Array(payloadBytes)));

/** `bytes` cut at the given places, in any order, also beyond the end. */
export const cutAt = (bytes: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((one, other) => one - other);
  const ends = [...sorted, bytes.length];
  return ends.map((end, index) => bytes.slice(index === 0 ? 0 : sorted[index - 1], end));
};
