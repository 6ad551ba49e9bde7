import { common } from "../../i18n/common";
import { lists } from "../../lib/codes";
import { dayOf } from "../../lib/format";
import type { Query } from "../../lib/query";
import { DateField } from "../../ui/DateField";
import { CheckField, SelectField } from "../../ui/Field";
import type { ReportQuery } from "./HotlineReport";
import { NAMES, type PeriodName, periodOf } from "./periods";
import { t } from "./words";

const AGE_SETS = ["un_wide", "tongdai_caller", "tongdai_victim_fixed", "law"] as const;

export function HotlineFilters({ query, asked }: { query: Query; asked: ReportQuery }) {
  const today = dayOf(Date.now());
  const named = NAMES.find((name) => {
    const period = periodOf(name, today);
    return period.from === asked.from && period.to === asked.to;
  });
  const hotlines = lists.value.hotlines.map((one) => ({ value: one.id, label: one.name }));
  return (
    <section class="card filters" aria-label={common("search")}>
      <SelectField
        label={t("period")}
        value={named ?? ""}
        empty="–"
        options={NAMES.map((name) => ({ value: name, label: t(name) }))}
        onChange={(name) => {
          if (name) query.set({ ...periodOf(name as PeriodName, today) });
        }}
      />
      <DateField
        label={common("from_day")}
        value={asked.from}
        onChange={(from) => query.set({ from })}
      />
      <DateField label={common("to_day")} value={asked.to} onChange={(to) => query.set({ to })} />
      <SelectField
        label={t("hotline")}
        value={query.get("hotline_id")}
        empty={t("all_hotlines")}
        options={hotlines}
        onChange={(hotline_id) => query.set({ hotline_id })}
      />
      <SelectField
        label={t("age_set")}
        value={query.get("age_set")}
        empty="–"
        options={AGE_SETS.map((value) => ({ value, label: t(`ages_${value}`) }))}
        onChange={(age_set) => query.set({ age_set })}
      />
      <SelectField
        label={t("geography")}
        value={query.get("geography")}
        empty="–"
        options={(["p34", "p63"] as const).map((value) => ({ value, label: t(value) }))}
        onChange={(geography) => query.set({ geography })}
      />
      <CheckField
        label={t("compare")}
        checked={query.get("compare") === "yoy"}
        onChange={(on) => query.set({ compare: on ? "yoy" : "" })}
      />
      <CheckField
        label={t("cumulative")}
        checked={query.get("cumulative") === "1"}
        onChange={(on) => query.set({ cumulative: on ? "1" : "" })}
      />
    </section>
  );
}
