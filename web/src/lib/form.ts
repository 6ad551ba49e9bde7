// What is typed into a form stays until it is sent or given up on purpose: across a lock, a lost
// session, a look at another page.
import { useState } from "preact/hooks";

const kept = new Map<string, object>();

export interface Form<T> {
  values: T;
  set: <K extends keyof T>(field: K, value: T[K]) => void;
  /** Forgets what was typed. */
  done: () => void;
}

/** `name` tells forms apart: what it does and to which record. */
export function useForm<T extends object>(name: string, initial: T): Form<T> {
  const [, redraw] = useState(0);
  const values = (kept.get(name) as T | undefined) ?? initial;
  return {
    values,
    set(field, value) {
      const now = (kept.get(name) as T | undefined) ?? initial;
      kept.set(name, { ...now, [field]: value });
      redraw((turn) => turn + 1);
    },
    done() {
      kept.delete(name);
      redraw((turn) => turn + 1);
    },
  };
}

/** Forgets everything (signed out). */
export function forgetForms(): void {
  kept.clear();
}
