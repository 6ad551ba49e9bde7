import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { folded } from "./figures";
import { t } from "./words";

interface Props<T> {
  rows: readonly T[];
  zero: (row: T) => boolean;
  children: (rows: readonly T[]) => ComponentChildren;
}

/** Lines of a table without those that say nothing, and the way to all of them. */
export function Folded<T>({ rows, zero, children }: Props<T>) {
  const [all, setAll] = useState(false);
  const { shown, zeros } = folded(rows, zero);
  if (all || zeros === 0) return <>{children(rows)}</>;
  return (
    <>
      {children(shown)}
      <p>
        <button type="button" class="linkbutton small" onClick={() => setAll(true)}>
          {t("zeros", { n: zeros })}
        </button>
      </p>
    </>
  );
}
