// Writing with the same idempotency key until the server has answered: pressing a button again after
// a lost answer never does a thing twice.
import { useState } from "preact/hooks";
import { ApiError, newKey, OfflineError } from "../api/client";

const keys = new Map<string, string>();

/** The key of one intention (what is done, with which content). */
export function keyFor(intention: string): string {
  const known = keys.get(intention);
  if (known) return known;
  const key = newKey();
  keys.set(intention, key);
  return key;
}

/** Forgets the key: the server answered. */
export function answered(intention: string): void {
  keys.delete(intention);
}

export interface Action {
  busy: boolean;
  error: unknown;
  clear: () => void;
  /** Runs `send` with the key of (name, body). Gives undefined when it failed; see `error`. */
  run: <T>(
    name: string,
    body: unknown,
    send: (key: string) => Promise<T>,
  ) => Promise<T | undefined>;
}

export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  async function run<T>(name: string, body: unknown, send: (key: string) => Promise<T>) {
    const intention = `${name} ${JSON.stringify(body)}`;
    setBusy(true);
    setError(undefined);
    try {
      const answer = await send(keyFor(intention));
      answered(intention);
      return answer;
    } catch (problem) {
      if (problem instanceof ApiError) answered(intention);
      if (!(problem instanceof ApiError) && !(problem instanceof OfflineError))
        console.error(problem);
      setError(problem);
      return undefined;
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, clear: () => setError(undefined), run };
}
