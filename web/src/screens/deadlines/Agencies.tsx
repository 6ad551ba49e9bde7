import type { Of } from "../../api/types";
import { numberText, permilleText } from "../../lib/format";
import { TableFrame } from "../../ui/TableFrame";
import { t } from "./words";

/** How each organisation keeps its limits. */
export function Agencies({ rows }: { rows: readonly Of<"AgencyPerformance">[] }) {
  if (rows.length === 0) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("by_agency")}</h2>
      <TableFrame label={t("by_agency")}>
        <table>
          <caption class="hidden">{t("by_agency")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("organisation")}</th>
              <th scope="col" class="number">
                {t("open")}
              </th>
              <th scope="col" class="number">
                {t("late")}
              </th>
              <th scope="col" class="number">
                {t("on_time")}
              </th>
              <th scope="col" class="number">
                {t("done_late")}
              </th>
              <th scope="col">{t("rate")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const done = row.done_on_time + row.done_late;
              const rate = done > 0 ? Math.round((row.done_on_time * 1000) / done) : null;
              return (
                <tr key={row.organisation.id}>
                  <th scope="row">{row.organisation.name}</th>
                  <td class="number">{numberText(row.open)}</td>
                  <td class={row.overdue > 0 ? "number alarming" : "number"}>
                    {numberText(row.overdue)}
                  </td>
                  <td class="number">{numberText(row.done_on_time)}</td>
                  <td class="number">{numberText(row.done_late)}</td>
                  <td>
                    {rate === null ? (
                      "–"
                    ) : (
                      <div class="rate">
                        <span>{permilleText(rate)}</span>
                        <progress max={1000} value={rate} aria-label={t("rate")} />
                      </div>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}
