import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  /** Cannot be left by Escape (sign in again). */
  firm?: boolean;
}

/** A layer above the page: the focus stays inside and goes back to where it was. */
export function Dialog({ title, onClose, children, firm }: Props) {
  const frame = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const dialog = frame.current;
    dialog?.showModal();
    const first = dialog?.querySelector<HTMLElement>(
      "[data-autofocus], input:not([type=hidden]), textarea, select",
    );
    first?.focus();
    return () => {
      dialog?.close();
      before?.focus?.();
    };
  }, []);
  return (
    <dialog
      ref={frame}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!firm) onClose();
      }}
      // A form in a layer is not part of the form that opened it.
      onSubmit={(event) => event.stopPropagation()}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
