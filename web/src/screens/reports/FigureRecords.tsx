import type { ComponentChildren } from "preact";
import { usePages } from "../../lib/pages";
import type { Picked } from "./FigureTable";
import { Records } from "./Records";
import { type Trace, Traces } from "./Traces";
import { t } from "./words";

/** Which records a figure counts, as the server is asked for them. */
interface Asked<F> {
  month: string;
  figure: F;
  organisation_id?: string;
  cursor?: string;
}

interface Props<F extends string, T extends Trace, R> {
  month: string;
  picked: Picked<F>;
  word: (figure: F) => string;
  load: (query: Asked<F>, signal: AbortSignal) => Promise<{ items: T[]; next: string | null }>;
  /** The record that may be opened as everywhere; null where only its trace may be seen. */
  opens: (item: T) => R | null | undefined;
  table: (items: R[], caption: string) => ComponentChildren;
  hint: string;
  stateOf: (item: T) => ComponentChildren;
  onClose: () => void;
}

/** The records that a figure of the monthly report counts. */
export function FigureRecords<F extends string, T extends Trace, R>(props: Props<F, T, R>) {
  const { month, picked, load, opens, table, hint, stateOf } = props;
  const { figure, organisation } = picked;
  const pages = usePages(
    (page, signal) => {
      const of = organisation ? { organisation_id: organisation.id } : {};
      return load({ month, figure, ...of, ...page }, signal);
    },
    [month, figure, organisation?.id],
  );
  const title = t("records", {
    name: `${props.word(figure)}, ${organisation?.name ?? t("all_agencies")}`,
  });
  return (
    <Records title={title} pages={pages} onClose={props.onClose}>
      {(items) => {
        const open = items.flatMap((item) => opens(item) ?? []);
        const closed = items.filter((item) => !opens(item));
        return (
          <>
            {open.length > 0 ? table(open, title) : null}
            {closed.length > 0 ? <Traces items={closed} hint={hint} stateOf={stateOf} /> : null}
          </>
        );
      }}
    </Records>
  );
}
