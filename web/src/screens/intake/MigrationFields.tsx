import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { options } from "../../lib/codes";
import { Choice } from "../../ui/Choice";
import { Combobox } from "../../ui/Combobox";
import { TextField } from "../../ui/Field";
import type { BlockProps } from "./Desk";
import { t } from "./words";

type Migration = Of<"SafeMigration">;

/** Going abroad: where, by whom, was the licence checked. */
export function MigrationFields({ fields, update, error }: BlockProps) {
  const plan = fields.safe_migration ?? {};
  const set = (change: Migration) => update({ safe_migration: { ...plan, ...change } });
  return (
    <div class="stack tight">
      <h3>{t("migration")}</h3>
      <div class="grid3">
        <Combobox
          label={t("destination")}
          name="safe_migration.destination_country"
          value={plan.destination_country ?? ""}
          options={options("country")}
          onChange={(value) => set({ destination_country: value || null })}
          error={error("safe_migration.destination_country")}
        />
        <TextField
          label={t("company")}
          name="safe_migration.company"
          value={plan.company ?? ""}
          onInput={(value) => set({ company: value || null })}
          max={200}
          error={error("safe_migration.company")}
        />
        <Choice
          label={t("licence")}
          name="safe_migration.licence_checked"
          value={plan.licence_checked ?? ""}
          clearable
          options={(["yes", "no", "unknown"] as const).map((value) => ({
            value,
            label: common(`ynu_${value}`),
          }))}
          onChange={(value) =>
            set({ licence_checked: (value || null) as Of<"YesNoUnknown"> | null })
          }
        />
      </div>
      <div class="grid2">
        <TextField
          label={t("offer")}
          name="safe_migration.offer"
          rows={2}
          value={plan.offer ?? ""}
          onInput={(value) => set({ offer: value || null })}
          max={2000}
          error={error("safe_migration.offer")}
        />
        <TextField
          label={t("migration_advice")}
          name="safe_migration.advice_given"
          rows={2}
          value={plan.advice_given ?? ""}
          onInput={(value) => set({ advice_given: value || null })}
          max={2000}
          error={error("safe_migration.advice_given")}
        />
      </div>
    </div>
  );
}
