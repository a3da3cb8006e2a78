import { useEffect, useRef, useState } from "react";
import type { Failure } from "../../../app/domain/failure";
import type { Result } from "../../../app/domain/result";

/** A dialog's one question at a time to the station. */
export interface Asking {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Asks; `answered` is called whether or not the dialog is still open, which `open` says. */
  ask<Value>(question: () => Promise<Result<Value>>, answered: (value: Value, open: boolean) => void): Promise<void>;
}

/**
 * For forms with a password: it goes from the form to the station and nowhere else, not through the store, and is gone
 * with the dialog.
 */
export const useAsking = (): Asking => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const open = useRef(true);

  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);

  return {
    busy,
    failure,
    ask: async (question, answered) => {
      setBusy(true);
      setFailure(null);
      const result = await question();
      if (result.ok) answered(result.value, open.current);
      else if (open.current) setFailure(result.error);
      if (open.current) setBusy(false);
    },
  };
};
