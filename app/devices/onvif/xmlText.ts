import { refusal, success, type Result } from "../../domain/result";

/** Encodings a device may use. Anything else is refused, for an encoding can hide a declaration from the check below. */
const encodings = [
  "utf-8",
  "utf8",
  "us-ascii",
  "utf-16",
  "utf-16le",
  "utf-16be",
  "iso-8859-1",
  "gb2312",
  "gbk",
  "gb18030",
];

/** Opening angle brackets in one document: bounds the number of elements, thus the memory of the tree. */
const maxMarkupCount = 100_000;

/**
 * The text of an XML document, decoded and safe to hand to a parser: no document type, no entity declaration
 * (whatever the encoding, after a byte-order mark or a comment), no undue number of elements.
 */
export const readXmlText = (bytes: Uint8Array, charset?: string): Result<string> => {
  const encoding = encodingOf(bytes, charset);
  if (!encodings.includes(encoding)) return refusal("malformedAnswer", "encoding not supported", "xml.encoding");
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refusal("malformedAnswer", `not valid ${encoding}`, "xml.encoding");
  }
  return checkMarkup(text);
};

const checkMarkup = (text: string): Result<string> => {
  // XML allows `<!` only before a comment, a CDATA section or a declaration: whatever else it opens is refused,
  // wherever it stands. No device needs a declaration, and no honest answer talks about one.
  const declaration = /<!(?!--|\[CDATA\[)\s*([a-z]*)/i.exec(text);
  if (declaration !== null) {
    const name = (declaration[1] ?? "").toLowerCase().slice(0, 20);
    return refusal("forbiddenMarkup", "document types and entities are refused", `xml.${name || "declaration"}`);
  }
  let count = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    count += 1;
    if (count > maxMarkupCount) return refusal("answerTooLarge", `more than ${maxMarkupCount} tags`, "xml.elements");
  }
  return success(text);
};

/** Byte-order mark, then the shape of the first characters, then the transport's charset, then the declaration. */
const encodingOf = (bytes: Uint8Array, charset: string | undefined): string => {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  // UTF-32 would pass for UTF-16 by its first two bytes.
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0)) return "utf-32";
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return "utf-16be";
  if (charset !== undefined) return charset.toLowerCase();
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/.exec(head)?.[1]?.toLowerCase();
  // A declaration that could be read as bytes is not in UTF-16, whatever it says.
  return declared === undefined || declared.startsWith("utf-16") ? "utf-8" : declared;
};
