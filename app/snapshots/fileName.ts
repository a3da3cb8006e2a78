/**
 * In UTF-8. File systems hold 255; the rest is left to the folder, for Windows' programs still stumble over paths of
 * more than 260 characters.
 */
export const maxFileNameBytes = 200;

/** Refused by Windows (learn.microsoft.com, "Naming Files, Paths, and Namespaces"), or unseen: controls, lone surrogates. */
const forbidden = /[<>:"/\\|?*\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Those turn the order of letters around, so that a name reads as another one; the joiner of emoji stays. */
const invisible = /(?!\u200d)\p{Cf}/gu;
/** Windows drops them at the end; at the front they hide a file. */
const ends = /^[.\s]+|[.\s]+$/g;

const bytesOf = (text: string): number => Buffer.byteLength(text, "utf8");

/** As much of `text` from its beginning as fits, never half of what is read as one character. */
const cut = (text: string, mostBytes: number): string => {
  let kept = "";
  let left = mostBytes;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    left -= bytesOf(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept;
};

const digits = (value: number, count: number): string => String(value).padStart(count, "0");

/** `2026-11-24_14-03-27.123`, the workstation's own time zone. */
const momentOf = (utcMs: number): string => {
  const at = new Date(utcMs);
  const date = [digits(at.getFullYear(), 4), digits(at.getMonth() + 1, 2), digits(at.getDate(), 2)].join("-");
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => digits(part, 2)).join("-");
  return `${date}_${time}.${digits(at.getMilliseconds(), 3)}`;
};

/** What a snapshot's file is called after. */
export interface FileNameParts {
  readonly takenAtUtcMs: number;
  /** Of the camera, as a person typed it: any script, any length. */
  readonly cameraName: string;
  /** Takes the name's place where nothing of it can be written. */
  readonly cameraId: string;
  readonly extension: "jpg" | "png";
  /** From 2 on, where a file of the same name is there already. */
  readonly copy: number;
}

/** `2026-11-24_14-03-27.123_镇政府门口.jpg`: a name that Windows' and Linux' file systems take. */
export const snapshotFileName = ({ takenAtUtcMs, cameraName, cameraId, extension, copy }: FileNameParts): string => {
  const front = `${momentOf(takenAtUtcMs)}_`;
  const back = `${copy < 2 ? "" : `_${String(copy)}`}.${extension}`;
  const cleaned = cameraName.normalize("NFC").replace(forbidden, "_").replace(invisible, "").replace(/\s+/gu, " ");
  const name = cut(cleaned.replace(ends, ""), maxFileNameBytes - bytesOf(front + back)).replace(ends, "");
  return `${front}${/[^_\u200d]/u.test(name) ? name : cameraId.replace(forbidden, "_")}${back}`;
};
