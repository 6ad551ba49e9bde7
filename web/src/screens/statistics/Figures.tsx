import type { Of } from "../../api/types";
import { language, pick } from "../../i18n";
import { Empty } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
import { FigureButton, OneWayTable, type OnPick, TwoWayTable } from "./FigureTable";
import { Folded } from "./Folded";
import { type Drill, isZero } from "./figures";
import { t, word } from "./words";

type Version = Of<"ReportVersion">;
type Part = Of<"ReportFigurePart">;
type Table = Of<"ReportFigureTable">;

/** With more columns than these a table takes the whole width. */
const WIDE = 3;

function chartOf(version: Version, part: Part, table: Table): string {
  const query = new URLSearchParams({
    part: part.code,
    table: table.code,
    language: language.value,
  });
  return `/api/v1/report-versions/${version.id}/charts?${query}`;
}

interface TableProps {
  version: Version;
  part: Part;
  table: Table;
  onPick: OnPick;
}

/** A table with its chart; lines of zeros are folded away. */
function TableCard({ version, part, table, onPick }: TableProps) {
  const title = pick(table.title_vi, table.title_en);
  const label = `${pick(part.title_vi, part.title_en)}: ${title}`;
  const Kind = table.columns.length > 0 ? TwoWayTable : OneWayTable;
  return (
    <section
      class={table.columns.length > WIDE ? "card pad stack tight wide" : "card pad stack tight"}
    >
      <h3>{title}</h3>
      {table.many ? <p class="tiny muted">{t("many")}</p> : null}
      {table.rows.length === 0 ? (
        <Empty>{t("nothing")}</Empty>
      ) : (
        <figure class="stack tight chart">
          {table.chart && table.total > 0 ? (
            <img
              src={chartOf(version, part, table)}
              alt={`${title}. ${t("chart_alt")}`}
              loading="lazy"
            />
          ) : null}
          <Folded rows={table.rows} zero={isZero}>
            {(rows) => (
              <TableFrame label={label}>
                <Kind part={part} table={table} rows={rows} title={title} onPick={onPick} />
              </TableFrame>
            )}
          </Folded>
        </figure>
      )}
    </section>
  );
}

/** The figures of a version, part by part: each counts a unit of its own. */
export function Figures({ version, onPick }: { version: Version; onPick: (drill: Drill) => void }) {
  return (
    <>
      {version.parts.map((part) => {
        const title = pick(part.title_vi, part.title_en);
        const whole = { part: part.code, table: "", row: "", column: "" };
        return (
          <section key={part.code} class="stack" aria-label={title}>
            <h2 class="parttitle">
              {title}: <FigureButton count={part.total} name={title} onPick={() => onPick(whole)} />{" "}
              <span class="muted">{word("unit", part.unit)}</span>
            </h2>
            <div class="figuregrid">
              {part.tables.map((table) => (
                <TableCard
                  key={table.code}
                  version={version}
                  part={part}
                  table={table}
                  onPick={onPick}
                />
              ))}
            </div>
          </section>
        );
      })}
      {version.sources.length > 0 ? (
        <p class="tiny muted">{t("sources", { list: version.sources.join("; ") })}</p>
      ) : null}
    </>
  );
}
