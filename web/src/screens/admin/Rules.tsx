import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { dayOf, dayText } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { adminWord } from "../../ui/admin/words";
import { FormDialog, mustOf, numberOf, textOf } from "../../ui/FormDialog";
import { ListTable } from "../../ui/ListTable";
import { Button, Loaded } from "../../ui/parts";
import { t } from "./words";

type Rule = Of<"DeadlineRule">;
type Unit = Of<"DeadlineUnit">;
const UNITS: readonly Unit[] = ["at_once", "hour", "calendar_day", "working_day", "month"];

function codes(text: string | null): string[] {
  return (text ?? "").split(/[\s,]+/).filter(Boolean);
}

function RuleDialog({
  rule,
  onClose,
  onDone,
}: {
  rule: Rule | null;
  onClose: () => void;
  onDone: () => void;
}) {
  return (
    <FormDialog
      title={t("add_rule")}
      form={`rule ${rule?.id ?? ""}`}
      submit={t("add_rule")}
      initial={{
        code: rule?.code ?? "",
        label_vi: rule?.label_vi ?? "",
        label_en: rule?.label_en ?? "",
        trigger: rule?.trigger ?? "",
        owner: rule?.owner ?? "",
        amount: String(rule?.amount ?? 1),
        unit: rule?.unit ?? "working_day",
        legal_basis: rule?.legal_basis ?? "",
        escalation: (rule?.escalation ?? []).join(" "),
        rollover: rule?.rollover ?? true,
        valid_from: dayOf(Date.now()),
      }}
      fields={[
        { name: "code", label: t("code"), max: 40, required: true, wide: false },
        { name: "trigger", label: t("trigger"), max: 64, required: true, wide: false },
        { name: "label_vi", label: t("label_vi"), max: 300, required: true },
        { name: "label_en", label: t("label_en"), max: 300, required: true },
        { name: "owner", label: t("owner"), max: 64, required: true, wide: false },
        { name: "escalation", label: t("escalation"), max: 300, wide: false },
        { name: "amount", label: t("amount"), kind: "number", required: true, wide: false },
        {
          name: "unit",
          label: t("try_unit"),
          kind: "select",
          options: UNITS.map((value) => ({ value, label: t(`unit_${value}`) })),
          required: true,
          wide: false,
        },
        { name: "rollover", label: t("rollover"), kind: "check" },
        { name: "legal_basis", label: t("legal_basis"), max: 500, required: true },
        { name: "valid_from", label: t("valid_from"), kind: "date", required: true, wide: false },
        { name: "valid_to", label: t("valid_to"), kind: "date", wide: false },
        { name: "reason", label: common("reason"), max: 500, required: true },
      ]}
      send={(values, key) =>
        post(
          "/deadline-rules",
          {
            code: mustOf(values, "code"),
            label_vi: mustOf(values, "label_vi"),
            label_en: mustOf(values, "label_en"),
            trigger: mustOf(values, "trigger"),
            owner: mustOf(values, "owner"),
            amount: numberOf(values, "amount") ?? 0,
            unit: (textOf(values, "unit") ?? "working_day") as Unit,
            rollover: values.rollover === true,
            legal_basis: mustOf(values, "legal_basis"),
            warning_percent: rule?.warning_percent ?? [50, 80],
            escalation: codes(textOf(values, "escalation")),
            target_minutes: rule?.target_minutes ?? null,
            valid_from: mustOf(values, "valid_from"),
            valid_to: textOf(values, "valid_to"),
            reason: mustOf(values, "reason"),
          },
          { key },
        )
      }
      onDone={onDone}
      onClose={onClose}
    />
  );
}

function amountText(rule: Rule): string {
  if (rule.unit === "at_once") return t("unit_at_once");
  return `${rule.amount} ${t(`unit_${rule.unit}`)}`;
}

/** Deadline rules: data with a legal basis. */
export function Rules() {
  const [open, setOpen] = useState<{ rule: Rule | null } | null>(null);
  const rules = useResource((signal) => get("/deadline-rules", { signal }), []);
  return (
    <>
      <div class="row">
        <Button kind="main" icon="plus" onClick={() => setOpen({ rule: null })}>
          {t("add_rule")}
        </Button>
      </div>
      <Loaded of={rules} lines={10}>
        {(data) => (
          <ListTable
            caption={adminWord("rules")}
            items={data.items}
            keyOf={(rule) => rule.id}
            columns={[
              { head: t("code"), kind: "short-row", cell: (rule) => rule.code },
              {
                head: t("label"),
                cell: (rule) => (
                  <>
                    {pick(rule.label_vi, rule.label_en)}
                    <div class="tiny muted">{label("duty_kind", rule.trigger)}</div>
                  </>
                ),
              },
              { head: t("amount"), kind: "short", cell: amountText },
              { head: t("legal_basis"), cell: (rule) => rule.legal_basis },
              { head: t("valid_from"), kind: "short", cell: (rule) => dayText(rule.valid_from) },
              {
                head: t("add_rule"),
                quiet: true,
                cell: (rule) => (
                  <Button
                    small
                    kind="quiet"
                    onClick={() => setOpen({ rule })}
                    label={`${t("add_rule")} ${rule.code}`}
                  >
                    {t("add_rule")}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {open ? (
        <RuleDialog rule={open.rule} onClose={() => setOpen(null)} onDone={rules.reload} />
      ) : null}
    </>
  );
}
