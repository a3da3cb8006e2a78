import type { ReactNode } from "react";
import type { Span } from "./pinyinMatch";

/** A name or number of the records, kept apart from the direction of the text around it, with what was found marked. */
export const Marked = ({ text, spans }: { readonly text: string; readonly spans: readonly Span[] }) => {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  if (at < text.length) parts.push(text.slice(at));
  return <bdi>{parts}</bdi>;
};
