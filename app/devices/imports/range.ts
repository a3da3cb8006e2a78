import { isIPv4 } from "node:net";
import { refusal, success, type Result } from "../../domain/result";

/** Most addresses of one range: a whole /20. */
export const maxRangeAddresses = 4096;

/**
 * Reads ranges of IPv4 addresses, divided by commas, semicolons or blanks: `10.0.0.1-10.0.0.254`, `10.0.0.1-254`,
 * `10.0.0.0/24` (without the network's own and its broadcast address), or one address. No address comes twice.
 */
export const parseRange = (typed: string, part: string): Result<string[]> => {
  const text = typed
    .normalize("NFKC")
    .replaceAll("。", ".")
    .replace(/\s*[-–—~]\s*/g, "-");
  const pieces = text.split(/[\s,;、]+/).filter((piece) => piece !== "");
  if (pieces.length === 0) return refusal("invalidAddress", "no address", part);
  const addresses = new Set<number>();
  for (const piece of pieces) {
    const span = readSpan(piece);
    if (span === null) return refusal("invalidAddress", "not a range of IPv4 addresses", part);
    if (span.last - span.first >= maxRangeAddresses) return tooMany(part);
    for (let address = span.first; address <= span.last; address += 1) addresses.add(address);
    if (addresses.size > maxRangeAddresses) return tooMany(part);
  }
  return success([...addresses].map(toText));
};

const tooMany = (part: string) =>
  refusal("invalidInput", `more than ${maxRangeAddresses} addresses in one range`, part);

interface Span {
  readonly first: number;
  readonly last: number;
}

const readSpan = (piece: string): Span | null => {
  const network = /^([\d.]+)\/(\d{1,2})$/.exec(piece);
  if (network !== null) return readNetwork(network[1] ?? "", Number(network[2]));
  const [from = "", to, more] = piece.split("-");
  const first = toNumber(from);
  if (first === null || more !== undefined) return null;
  if (to === undefined) return { first, last: first };
  const last = toNumber(/^\d{1,3}$/.test(to) ? from.replace(/\d+$/, to) : to);
  return last === null || last < first ? null : { first, last };
};

const readNetwork = (address: string, prefixBits: number): Span | null => {
  const inside = toNumber(address);
  if (inside === null || prefixBits < 1 || prefixBits > 32) return null;
  const size = 2 ** (32 - prefixBits);
  const first = Math.floor(inside / size) * size;
  // Two addresses are a point-to-point link (RFC 3021), one is a host: neither has any of its own to leave out.
  return size <= 2 ? { first, last: first + size - 1 } : { first: first + 1, last: first + size - 2 };
};

const toNumber = (text: string): number | null => {
  if (!isIPv4(text)) return null;
  const value = text.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  // Neither this network (0/8) nor multicast and what is reserved above it.
  return value >= 0x0100_0000 && value < 0xe000_0000 ? value : null;
};

const toText = (address: number): string =>
  [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");
