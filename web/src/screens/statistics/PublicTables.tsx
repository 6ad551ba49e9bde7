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

type Because = Of<"HiddenBecause"> | "count_hidden";

/** In the order of the letters that stand beside hidden figures. */
const REASONS = [
  "small_count",
  "protects_other",
  "group",
  "earlier_release",
  "count_hidden",
  "not_recorded",
] as const;

function letterOf(reason: Because): string {
  return "abcdef"[REASONS.indexOf(reason ?? "not_recorded")] ?? "";
}

interface FigureProps {
  value: number | null | undefined;
  because: Because | undefined;
  text?: (value: number) => string;
}

/** A figure as it would be printed; beside a hidden one the letter of its reason, which is not printed. */
function Figure({ value, because, text = numberText }: FigureProps) {
  if (value !== null && value !== undefined) return <>{text(value)}</>;
  if (!because) return null;
  return (
    <>
      <span aria-hidden="true">
        … <sup>{letterOf(because)}</sup>
      </span>
      <span class="hidden">{`${t("hidden_figure")}: ${word("because", because)}`}</span>
    </>
  );
}

/** All reasons that occur. */
function reasonsIn(parts: readonly Part[]): Set<Because> {
  return new Set<Because>(
    parts.flatMap((part) => [
      part.hidden_because,
      ...part.tables.flatMap((table) => [
        table.hidden_because,
        ...table.columns.map((column) => column.hidden_because),
        ...table.rows.flatMap((row) => [
          row.hidden_because,
          ...(table.columns.length > 0 ? [] : [row.share_hidden_because]),
          ...row.cells_hidden_because,
        ]),
      ]),
    ]),
  );
}

/** What the letters mean. */
export function Legend({ parts }: { parts: readonly Part[] }) {
  const found = reasonsIn(parts);
  return (
    <ul class="bullets small">
      {REASONS.filter((reason) => found.has(reason)).map((reason) => (
        <li key={reason}>
          … <sup>{letterOf(reason)}</sup> {word("because", reason)}
        </li>
      ))}
    </ul>
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
                <Figure value={row.cells[at]} because={row.cells_hidden_because[at]} />
              </td>
            ))}
            <td class="number">
              <Figure value={row.total} because={row.hidden_because} />
            </td>
            {two ? null : (
              <td class="number">
                <Figure
                  value={row.share_permille}
                  because={row.share_hidden_because}
                  text={permilleText}
                />
              </td>
            )}
          </tr>
        ))}
        <tr class="total">
          <th scope="row">{t("total")}</th>
          {table.columns.map((column) => (
            <td key={column.code} class="number">
              <Figure value={column.total} because={column.hidden_because} />
            </td>
          ))}
          <td class="number">
            <Figure value={table.total} because={table.hidden_because} />
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
              {name}: <Figure value={part.total} because={part.hidden_because} />{" "}
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
