// Reading with a signal of abort, the last good data kept, and a reload when the server says that
// something changed.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { subscribe } from "./changes";

export interface Resource<T> {
  data: T | undefined;
  error: unknown;
  loading: boolean;
  reload: () => void;
  set: (data: T) => void;
}

/** Loads when `deps` change and again when one of `kinds` of objects changes on the server. */
export function useResource<T>(
  load: (signal: AbortSignal) => Promise<T>,
  deps: readonly unknown[],
  kinds: readonly string[] = [],
): Resource<T> {
  const [state, setState] = useState<{ data?: T; error?: unknown; loading: boolean }>({
    loading: true,
  });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const lastDeps = useRef<string>("");
  useEffect(() => {
    const controller = new AbortController();
    const key = JSON.stringify(deps);
    const same = key === lastDeps.current;
    lastDeps.current = key;
    setState((old) => ({
      ...(same && old.data !== undefined ? { data: old.data } : {}),
      loading: true,
    }));
    latest.current(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) setState({ data, loading: false });
      },
      (error) => {
        if (!controller.signal.aborted) setState((old) => ({ ...old, error, loading: false }));
      },
    );
    return () => controller.abort();
  }, [...deps, turn]);
  const reload = useCallback(() => setTurn((old) => old + 1), []);
  useEffect(() => subscribe(kinds, reload), [kinds.join(" ")]);
  const set = useCallback((data: T) => setState({ data, loading: false }), []);
  return { data: state.data, error: state.error, loading: state.loading, reload, set };
}
