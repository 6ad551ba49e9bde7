import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { may } from "../../app/state";
import { useResource } from "../../lib/resource";
import type { FieldSpec } from "../../ui/FormDialog";
import { type Column, ListTable } from "../../ui/ListTable";
import { Button, Loaded } from "../../ui/parts";
import { DatedDays } from "./DatedDays";
import type { Dated } from "./dated";
import { t } from "./words";

interface Rule extends Dated {
  id: string;
  basis: string;
}

interface Props<T> {
  title: string;
  sub: string;
  add: string;
  day: string;
  load: (signal: AbortSignal) => Promise<{ items: T[] }>;
  /** Between the days and the basis. */
  columns: Column<T>[];
  /** Asks for a new row. */
  dialog: (rules: T[], reload: () => void, close: () => void) => ComponentChildren;
}

/** From which day on the row holds, and on what it rests. */
export function dayAndBasis(hint: string): FieldSpec[] {
  return [
    {
      name: "valid_from",
      label: t("valid_from"),
      hint,
      kind: "date",
      required: true,
      wide: false,
    },
    {
      name: "basis",
      label: t("basis"),
      hint: t("basis_hint"),
      kind: "area",
      max: 300,
      required: true,
    },
  ];
}

/** Rows that hold from a day on, as of a day, and adding one. */
export function DatedRules<T extends Rule>(props: Props<T>) {
  const { title, sub, add, day, load, columns, dialog } = props;
  const [open, setOpen] = useState(false);
  const rules = useResource((signal) => load(signal), []);
  return (
    <section class="stack">
      <div class="row">
        <h2>{title}</h2>
        {may("rules_manage") ? (
          <Button kind="main" icon="plus" onClick={() => setOpen(true)}>
            {add}
          </Button>
        ) : null}
      </div>
      <p class="small muted">{sub}</p>
      <Loaded of={rules} lines={4}>
        {({ items }) => (
          <ListTable
            caption={title}
            items={items}
            keyOf={(rule) => rule.id}
            columns={[
              {
                head: t("in_force_days"),
                kind: "short-row",
                cell: (rule) => <DatedDays rows={items} row={rule} day={day} />,
              },
              ...columns,
              { head: t("basis"), cell: (rule) => rule.basis },
            ]}
          />
        )}
      </Loaded>
      {open && rules.data ? dialog(rules.data.items, rules.reload, () => setOpen(false)) : null}
    </section>
  );
}
