const bytesASample = 2;
/** A tenth of a second at 16 kHz: a piece that a window takes in one message. */
const longestPieceBytes = 3_200;

/** Cuts what a pipe brings into pieces of whole samples, each in memory of its own so that it can cross a port. */
export const wholeSamples = (): ((chunk: Uint8Array) => readonly Uint8Array[]) => {
  let rest = new Uint8Array(0);
  return (chunk) => {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    const whole = bytes.length - (bytes.length % bytesASample);
    rest = bytes.slice(whole);
    const pieces: Uint8Array[] = [];
    for (let from = 0; from < whole; from += longestPieceBytes)
      pieces.push(bytes.slice(from, Math.min(whole, from + longestPieceBytes)));
    return pieces;
  };
};
