/** One challenge of a `WWW-Authenticate` header (RFC 9110 §11.6.1). */
export interface Challenge {
  /** Lower case: `digest`, `basic`. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

const maxChallenges = 16;

/**
 * Reads all challenges of all `WWW-Authenticate` headers, octets as characters (latin1), as HTTP and RTSP clients hand
 * them out. One header may hold several, divided by the same comma that divides the parameters of one; a word followed by `=`
 * belongs to the challenge before it, any other begins the next.
 */
export const parseChallenges = (headers: readonly string[]): Challenge[] => {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const header of headers) {
    const piece = /\s*,?\s*(?:([^\s,="]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|([^\s,="]+))/y;
    for (let match = piece.exec(header); match !== null; match = piece.exec(header)) {
      const [, name, quoted, plain, scheme] = match;
      if (scheme !== undefined) {
        if (challenges.length === maxChallenges) return challenges;
        challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
      } else if (name !== undefined) {
        const value = quoted === undefined ? (plain ?? "") : quoted.replace(/\\(.)/g, "$1");
        challenges.at(-1)?.parameters.set(name.toLowerCase(), value);
      }
    }
  }
  return challenges;
};
