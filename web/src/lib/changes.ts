// What changed on the server, told to those who show it. Calls that come close together are joined.
type Listener = () => void;

const listeners = new Map<Listener, readonly string[]>();
const waiting = new Set<Listener>();
let timer: ReturnType<typeof setTimeout> | undefined;
const JOIN_MS = 400;

/** Calls `listener` after a change of one of the kinds. Returns the way to stop. */
export function subscribe(kinds: readonly string[], listener: Listener): () => void {
  if (kinds.length === 0) return () => {};
  listeners.set(listener, kinds);
  return () => {
    listeners.delete(listener);
    waiting.delete(listener);
  };
}

/** Tells that an object of this kind changed; "*" stands for anything. */
export function announce(kind: string): void {
  for (const [listener, kinds] of listeners) {
    if (kind === "*" || kinds.includes(kind)) waiting.add(listener);
  }
  if (timer) return;
  timer = setTimeout(() => {
    timer = undefined;
    const due = [...waiting];
    waiting.clear();
    for (const listener of due) listener();
  }, JOIN_MS);
}
