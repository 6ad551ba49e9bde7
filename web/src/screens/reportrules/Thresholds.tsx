import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { dayOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { FormDialog, mustOf, numberOf } from "../../ui/FormDialog";
import { ListTable } from "../../ui/ListTable";
import { Button, Loaded, Note } from "../../ui/parts";
import { DatedDays } from "./DatedDays";
import { t } from "./words";

type Rule = Of<"DisclosureRule">;

/** In the order in which they are read and typed. */
const NUMBERS = ["public_threshold", "group_threshold", "internal_sensitive", "diversity"] as const;

interface AddProps {
  rule: Rule | undefined;
  onClose: () => void;
  onDone: () => void;
}

function AddDialog({ rule, onClose, onDone }: AddProps) {
  const numbers = NUMBERS.map((name) => [name, String(rule?.[name] ?? "")] as const);
  return (
    <FormDialog
      title={t("add_thresholds")}
      form="disclosure rule"
      submit={t("add_thresholds")}
      initial={{ ...Object.fromEntries(numbers), valid_from: dayOf(Date.now()) }}
      fields={[
        ...NUMBERS.map((name) => ({
          name,
          label: t(name),
          hint: t(`${name}_hint`),
          kind: "number" as const,
          required: true,
          wide: false,
        })),
        {
          name: "valid_from",
          label: t("valid_from"),
          hint: t("valid_from_hint"),
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
      ]}
      send={(values, key) => {
        const number = (name: string) => numberOf(values, name) ?? 0;
        return post(
          "/disclosure-rules",
          {
            public_threshold: number("public_threshold"),
            group_threshold: number("group_threshold"),
            internal_sensitive: number("internal_sensitive"),
            diversity: number("diversity"),
            valid_from: mustOf(values, "valid_from"),
            basis: mustOf(values, "basis"),
          },
          { key },
        );
      }}
      onDone={onDone}
      onClose={onClose}
    >
      <Note>{t("add_hint")}</Note>
    </FormDialog>
  );
}

/** From how many on a figure is printed. */
export function Thresholds({ day }: { day: string }) {
  const [open, setOpen] = useState(false);
  const rules = useResource((signal) => get("/disclosure-rules", { signal }), []);
  return (
    <section class="stack">
      <div class="row">
        <h2>{t("thresholds")}</h2>
        {may("rules_manage") ? (
          <Button kind="main" icon="plus" onClick={() => setOpen(true)}>
            {t("add_thresholds")}
          </Button>
        ) : null}
      </div>
      <p class="small muted">{t("thresholds_sub")}</p>
      <Loaded of={rules} lines={4}>
        {({ items }) => <RuleTable items={items} day={day} />}
      </Loaded>
      {open && rules.data ? (
        <AddDialog
          rule={rules.data.items[0]}
          onClose={() => setOpen(false)}
          onDone={rules.reload}
        />
      ) : null}
    </section>
  );
}

function RuleTable({ items, day }: { items: Rule[]; day: string }) {
  return (
    <ListTable
      caption={t("thresholds")}
      items={items}
      keyOf={(rule) => rule.id}
      columns={[
        {
          head: t("in_force_days"),
          kind: "short-row",
          cell: (rule) => <DatedDays rows={items} row={rule} day={day} />,
        },
        ...NUMBERS.map((name) => ({
          head: t(`${name}_head`),
          kind: "number" as const,
          cell: (rule: Rule) => rule[name],
        })),
        { head: t("basis"), cell: (rule) => rule.basis },
      ]}
    />
  );
}
