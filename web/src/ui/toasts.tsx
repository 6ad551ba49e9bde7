import { signal } from "@preact/signals";
import { Icon } from "./Icon";

interface Toast {
  id: number;
  text: string;
  bad: boolean;
}

const SHOWN_MS = 7000;
const toasts = signal<readonly Toast[]>([]);
let last = 0;

/** Says something that needs no answer. */
export function say(text: string, bad = false): void {
  const toast = { id: ++last, text, bad };
  toasts.value = [...toasts.value, toast];
  setTimeout(() => {
    toasts.value = toasts.value.filter((one) => one !== toast);
  }, SHOWN_MS);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <div key={toast.id} class={toast.bad ? "toast bad" : "toast"}>
          <Icon name={toast.bad ? "warn" : "tick"} small />
          <span>{toast.text}</span>
        </div>
      ))}
    </div>
  );
}
