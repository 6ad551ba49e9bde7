import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { dayOf } from "../../lib/format";
import { FormDialog, mustOf, numberOf } from "../../ui/FormDialog";
import { Note } from "../../ui/parts";
import { DatedRules, dayAndBasis } from "./DatedRules";
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
        ...dayAndBasis(t("valid_from_hint")),
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
  return (
    <DatedRules<Rule>
      title={t("thresholds")}
      sub={t("thresholds_sub")}
      add={t("add_thresholds")}
      day={day}
      load={(signal) => get("/disclosure-rules", { signal })}
      columns={NUMBERS.map((name) => ({
        head: t(`${name}_head`),
        kind: "number" as const,
        cell: (rule: Rule) => rule[name],
      }))}
      dialog={(rules, reload, close) => (
        <AddDialog rule={rules[0]} onClose={close} onDone={reload} />
      )}
    />
  );
}
