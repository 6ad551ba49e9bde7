// Forms without an idempotency key: signing in, and what comes before it.
import { useState } from "preact/hooks";

export interface Submit {
  busy: boolean;
  error: unknown;
  /** Runs `send`, once at a time; `error` says what became of it. */
  run: (send: () => Promise<void>) => Promise<void>;
}

export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  return {
    busy,
    error,
    async run(send) {
      if (busy) return;
      setBusy(true);
      setError(undefined);
      try {
        await send();
      } catch (problem) {
        setError(problem);
      }
      setBusy(false);
    },
  };
}
