import { common } from "../../i18n/common";
import { lists } from "../../lib/codes";
import type { Query } from "../../lib/query";
import { CheckField, SelectField } from "../../ui/Field";
import { PeriodFields } from "../../ui/reports/PeriodFields";
import { AgeSetField, GeographyField } from "../../ui/reports/Readings";
import type { ReportQuery } from "./HotlineReport";
import { t } from "./words";

export function HotlineFilters({ query, asked }: { query: Query; asked: ReportQuery }) {
  const hotlines = lists.value.hotlines.map((one) => ({ value: one.id, label: one.name }));
  return (
    <section class="card filters" aria-label={common("search")}>
      <PeriodFields
        period={{ from: asked.from, to: asked.to }}
        onChange={({ from, to }) => query.set({ from, to })}
      />
      <SelectField
        label={t("hotline")}
        value={query.get("hotline_id")}
        empty={t("all_hotlines")}
        options={hotlines}
        onChange={(hotline_id) => query.set({ hotline_id })}
      />
      <AgeSetField
        value={query.get("age_set")}
        empty="–"
        onChange={(age_set) => query.set({ age_set })}
      />
      <GeographyField
        value={query.get("geography")}
        empty="–"
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
