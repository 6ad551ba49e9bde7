import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { pick } from "../../i18n";
import { numberText, permilleText } from "../../lib/format";
import { TableFrame } from "../../ui/TableFrame";
import type { Picked } from "./HotlineRecords";
import { t } from "./words";

type SectionData = Of<"ReportSection">;

interface Props {
  section: SectionData;
  compared: boolean;
  picked: Picked | null;
  onPick: (picked: Picked) => void;
}

/** No data is not the same as none. */
function previousText(figure: number | null): string {
  return figure === null ? t("no_data") : numberText(figure);
}

/** The big figures: all contacts and the three groups of the published reports. */
export function Totals({ report, compared }: { report: Of<"HotlineReport">; compared: boolean }) {
  const groups = report.sections.find((section) => section.code === "report_group");
  const total = report.sections.find((section) => section.code === "total") ?? groups;
  return (
    <dl class="figures">
      <div class="card">
        <dt>{t("total")}</dt>
        <dd>{numberText(total?.total ?? 0)}</dd>
        {compared && total ? (
          <dd class="under">
            {t("previous")}: {previousText(total.previous_total)}
          </dd>
        ) : null}
      </div>
      {(groups?.rows ?? []).map((row) => (
        <div class="card" key={row.code}>
          <dt>{pick(row.label_vi, row.label_en)}</dt>
          <dd>{numberText(row.count)}</dd>
          {row.share_permille !== null ? (
            <dd class="under">{permilleText(row.share_permille)}</dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}

function Figure({
  section,
  row,
  onPick,
  picked,
}: Omit<Props, "compared"> & { row: SectionData["rows"][number] }) {
  const name = pick(row.label_vi, row.label_en);
  if (!may("reports_open") || row.count === 0) return <>{numberText(row.count)}</>;
  return (
    <button
      type="button"
      class="linkbutton"
      aria-pressed={picked?.section === section.code && picked.code === row.code}
      aria-label={`${numberText(row.count)}: ${name}. ${t("open_records")}`}
      onClick={() => onPick({ section: section.code, code: row.code, name })}
    >
      {numberText(row.count)}
    </button>
  );
}

/** One breakdown: a bar for the eye, figures for everything else. */
export function Section({ section, compared, picked, onPick }: Props) {
  const most = Math.max(1, ...section.rows.map((row) => row.count));
  const withCumulative = section.rows.some((row) => row.cumulative !== null);
  return (
    <section class="card pad stack tight">
      <h2>{pick(section.label_vi, section.label_en)}</h2>
      {section.many_per_record ? <p class="tiny muted">{t("many")}</p> : null}
      <TableFrame label={pick(section.label_vi, section.label_en)}>
        <table class="figuretable">
          <caption class="hidden">{pick(section.label_vi, section.label_en)}</caption>
          <thead>
            <tr>
              <th scope="col">{t("row")}</th>
              <th scope="col">
                <span class="hidden">{t("share")}</span>
              </th>
              <th scope="col" class="number">
                {t("count")}
              </th>
              <th scope="col" class="number">
                {t("share")}
              </th>
              {compared ? (
                <th scope="col" class="number">
                  {t("previous")}
                </th>
              ) : null}
              {withCumulative ? (
                <th scope="col" class="number">
                  {t("cumulated")}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {section.rows.map((row) => (
              <tr key={row.code}>
                <th scope="row">{pick(row.label_vi, row.label_en)}</th>
                <td class="barcell">
                  <progress class="main" max={most} value={row.count} aria-hidden="true" />
                </td>
                <td class="number">
                  <Figure section={section} row={row} picked={picked} onPick={onPick} />
                </td>
                <td class="number">
                  {row.share_permille === null ? "" : permilleText(row.share_permille)}
                </td>
                {compared ? <td class="number">{previousText(row.previous)}</td> : null}
                {withCumulative ? (
                  <td class="number">
                    {row.cumulative === null ? "" : numberText(row.cumulative)}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </section>
  );
}
