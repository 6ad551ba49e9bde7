import type { ComponentChildren } from "preact";

interface Props {
  label: string;
  card?: boolean;
  children: ComponentChildren;
}

/** A wide table in a narrow place: it scrolls by itself, also by keyboard. */
export function TableFrame({ label, card, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus
    <section class={card ? "tablewrap card" : "tablewrap"} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

/** The heads of a table in plain words. */
export function HeadRow({ heads }: { heads: readonly string[] }) {
  return (
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}
