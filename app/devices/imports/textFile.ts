import { refusal, success, type Result } from "../../domain/result";

/** Encodings a table of this country comes in, tried in this order where no byte-order mark tells. */
const encodings = ["utf-8", "gb18030"] as const;

/**
 * The text of a file: UTF-8 with or without a byte-order mark, UTF-16 with one, else GB 18030 (which holds GBK and
 * GB 2312). What is none of them is refused.
 */
export const decodeText = (bytes: Uint8Array, part: string): Result<string> => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeAs("utf-16le", bytes) ?? unreadable(part);
  if (first === 0xfe && second === 0xff) return decodeAs("utf-16be", bytes) ?? unreadable(part);
  for (const encoding of encodings) {
    const decoded = decodeAs(encoding, bytes);
    // A text holds no NUL: a picture or a spreadsheet does.
    if (decoded !== null && !decoded.value.includes("\0")) return decoded;
  }
  return unreadable(part);
};

const unreadable = (part: string) => refusal("invalidInput", "neither UTF-8 nor GB 18030 text", part);

const decodeAs = (encoding: string, bytes: Uint8Array) => {
  try {
    return success(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    // Not in this encoding, or a runtime without it.
    return null;
  }
};
