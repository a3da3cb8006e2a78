import type { MediaCommand, MediaReport, SourceDescription, SourceToDescribe } from "../contract/media";
import { refusal, type Result } from "../domain/result";

/** What is asked of media and not answered yet. */
export interface Questions {
  /** Resolves with media's answer, or `processLost` when media goes before. */
  ask(send: (command: MediaCommand) => void, source: SourceToDescribe): Promise<Result<SourceDescription>>;
  answer(report: Extract<MediaReport, { kind: "described" }>): void;
  /** Media is gone. */
  drop(): void;
}

export const createQuestions = (): Questions => {
  const open = new Map<number, (result: Result<SourceDescription>) => void>();
  let asked = 0;
  return {
    ask: (send, source) =>
      new Promise((resolve) => {
        const questionId = (asked += 1);
        open.set(questionId, resolve);
        send({ kind: "describe", questionId, source });
      }),
    answer: ({ questionId, result }) => {
      open.get(questionId)?.(result);
      open.delete(questionId);
    },
    drop: () => {
      for (const resolve of open.values()) resolve(refusal("processLost", "media is being restarted"));
      open.clear();
    },
  };
};
