import type { Port } from "../../app/contract/port";
import {
  streamFromWindow,
  type StreamFactsMessage,
  type StreamFromWindow,
  type StreamPhaseMessage,
  type StreamToWindow,
} from "../../app/contract/stream";
import type { MediaTag } from "./mediaPart";
import { acknowledge, beginFile, caughtUp, endFile, newFlow, sendTag, type FlowLimits } from "./flowControl";
import type { GopCache } from "./gopCache";
import type { PictureForm } from "./pictureForm";
import { windowEnd } from "./windowEnd";

/** One tile of a window, at the media end of its port. */
export interface Viewer {
  tell(message: StreamPhaseMessage | StreamFactsMessage): void;
  /** Begins with the pictures the cache holds, when it holds some. */
  begin(): void;
  /** The next tag of the source; `cache` has taken it already. */
  take(tag: MediaTag): void;
  /** The source's file ended; the next one begins with its first key frame. */
  fileEnded(): void;
  close(): void;
}

/**
 * Serves one port, and never holds back bytes for it: what cannot be sent now is not sent.
 * @param left called at most once, when the window closed the port or said so
 */
export const viewer = (
  port: Port,
  form: PictureForm,
  cache: GopCache,
  limits: FlowLimits,
  monotonicMs: () => number,
  left: () => void,
): Viewer => {
  let flow = newFlow;
  const { post, close } = windowEnd<StreamToWindow, StreamFromWindow>(
    port,
    streamFromWindow,
    ({ generation, bytes }) => {
      flow = acknowledge(flow, generation, bytes);
    },
    left,
  );

  const begin = (): void => {
    const bytes = form.beginning(cache);
    if (bytes === null) return;
    const reason = flow.generation === 0 ? "first" : flow.kind === "cut" ? "cutToKeyFrame" : "reopened";
    flow = beginFile(flow, bytes.length, monotonicMs());
    const { generation } = flow;
    post({ kind: "begin", generation, container: form.container(cache), reason });
    post({ kind: "chunk", generation, bytes });
  };

  return {
    tell: post,
    begin,
    take: (tag) => {
      const piece = flow.kind === "flowing" ? form.piece(tag, cache) : null;
      if (piece !== null) {
        flow = sendTag(flow, piece.length, limits, monotonicMs());
        if (flow.kind === "flowing") post({ kind: "chunk", generation: flow.generation, bytes: piece });
      }
      if (flow.kind !== "flowing" && tag.content === "keyFrame" && caughtUp(flow, limits, monotonicMs())) begin();
    },
    fileEnded: () => {
      flow = endFile(flow);
    },
    close,
  };
};
