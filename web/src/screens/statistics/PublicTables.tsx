import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { numberText, permilleText } from "../../lib/format";
import { Empty } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
import { Folded } from "./Folded";
import { t, word } from "./words";

type Part = Of<"PublicFigurePart">;
type Table = Of<"PublicFigureTable">;
const WIDE = 3;

/** A figure as it would be printed. */
function Figure({ value }: { value: number | null | undefined }) {
  if (value !== null && value !== undefined) return <>{numberText(value)}</>;
  return (
    <>
      <span aria-hidden="true">…</span>
      <span class="hidden">{t("hidden_figure")}</span>
    </>
  );
}

function PublicTable({ table, title }: { table: Table; title: string }) {
  const two = table.columns.length > 0;
  const heads = two
    ? [...table.columns.map((column) => pick(column.label_vi, column.label_en)), t("total")]
    : [t("amount"), t("share")];
  return (
    <table class="figuretable">
      <caption class="hidden">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t("row")}</th>
          {heads.map((head) => (
            <th key={head} scope="col" class="number wrap">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.code}>
            <th scope="row">{pick(row.label_vi, row.label_en)}</th>
            {table.columns.map((column, at) => (
              <td key={column.code} class="number">
                <Figure value={row.cells[at]} />
              </td>
            ))}
            <td class="number">
              <Figure value={row.total} />
            </td>
            {two ? null : (
              <td class="number">
                {row.share_permille === null ? "" : permilleText(row.share_permille)}
              </td>
            )}
          </tr>
        ))}
        <tr class="total">
          <th scope="row">{t("total")}</th>
          {table.columns.map((column) => (
            <td key={column.code} class="number">
              <Figure value={column.total} />
            </td>
          ))}
          <td class="number">
            <Figure value={table.total} />
          </td>
          {two ? null : <td />}
        </tr>
      </tbody>
    </table>
  );
}

/** The tables of a public form; what is hidden is said to readers of the screen as well. */
export function PublicTables({ parts }: { parts: readonly Part[] }) {
  return (
    <>
      {parts.map((part) => {
        const name = pick(part.title_vi, part.title_en);
        return (
          <section key={part.code} class="stack" aria-label={name}>
            <h2 class="parttitle">
              {name}: <Figure value={part.total} />{" "}
              <span class="muted">{word("unit", part.unit)}</span>
            </h2>
            <div class="figuregrid">
              {part.tables.map((table) => {
                const title = pick(table.title_vi, table.title_en);
                const wide = table.columns.length > WIDE ? " wide" : "";
                return (
                  <section key={table.code} class={`card pad stack tight${wide}`}>
                    <h3>{title}</h3>
                    {table.rows.length === 0 ? (
                      <Empty>{t("nothing")}</Empty>
                    ) : (
                      <Folded rows={table.rows} zero={(row) => row.total === 0}>
                        {(rows) => (
                          <TableFrame label={`${name}: ${title}`}>
                            <PublicTable table={{ ...table, rows: [...rows] }} title={title} />
                          </TableFrame>
                        )}
                      </Folded>
                    )}
                  </section>
                );
              })}
            </div>
          </section>
        );
      })}
    </>
  );
}
