import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { pick } from "../../i18n";
import { numberText, permilleText } from "../../lib/format";
import type { Drill } from "./figures";
import { t } from "./words";

export type OnPick = (drill: Drill) => void;

/** A figure; it opens its records for whom that is. */
export function FigureButton(props: { count: number; name: string; onPick: () => void }) {
  const text = numberText(props.count);
  if (!may("reports_open") || props.count === 0) return <>{text}</>;
  return (
    <button
      type="button"
      class="linkbutton"
      aria-label={`${text}: ${props.name}. ${t("open_records")}`}
      onClick={props.onPick}
    >
      {text}
    </button>
  );
}

/** No data is not the same as none. */
function figureText(figure: number | null): string {
  return figure === null ? t("no_data") : numberText(figure);
}

function Heads({ words }: { words: readonly string[] }) {
  return (
    <thead>
      <tr>
        {words.map((head, at) => (
          <th key={head} scope="col" class={at > 0 ? "number wrap" : ""}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface Props {
  part: Of<"ReportFigurePart">;
  table: Of<"ReportFigureTable">;
  rows: readonly Of<"ReportFigureRow">[];
  title: string;
  onPick: OnPick;
}

/** Counts with shares; the year before and the cumulative figures where they were counted. */
export function OneWayTable({ part, table, rows, title, onPick }: Props) {
  const compared = table.previous_total !== null || rows.some((row) => row.previous !== null);
  const cumulated = table.cumulative_total !== null || rows.some((row) => row.cumulative !== null);
  const drill = { part: part.code, table: table.code, row: "", column: "" };
  const heads = [
    t("row"),
    t("amount"),
    t("share"),
    ...(compared ? [t("previous")] : []),
    ...(cumulated ? [t("cumulative")] : []),
  ];
  return (
    <table class="figuretable">
      <caption class="hidden">{title}</caption>
      <Heads words={heads} />
      <tbody>
        {rows.map((row) => {
          const name = pick(row.label_vi, row.label_en);
          return (
            <tr key={row.code}>
              <th scope="row">{name}</th>
              <td class="number">
                <FigureButton
                  count={row.total}
                  name={name}
                  onPick={() => onPick({ ...drill, row: row.code })}
                />
              </td>
              <td class="number">
                {row.share_permille === null ? "" : permilleText(row.share_permille)}
              </td>
              {compared ? <td class="number">{figureText(row.previous)}</td> : null}
              {cumulated ? <td class="number">{figureText(row.cumulative)}</td> : null}
            </tr>
          );
        })}
        <tr class="total">
          <th scope="row">{t("total")}</th>
          <td class="number">
            <FigureButton
              count={table.total}
              name={`${title}, ${t("total")}`}
              onPick={() => onPick(drill)}
            />
          </td>
          <td />
          {compared ? <td class="number">{figureText(table.previous_total)}</td> : null}
          {cumulated ? <td class="number">{figureText(table.cumulative_total)}</td> : null}
        </tr>
      </tbody>
    </table>
  );
}

/** Cells of two dimensions with the totals of rows and columns. */
export function TwoWayTable({ part, table, rows, title, onPick }: Props) {
  const drill = { part: part.code, table: table.code, row: "", column: "" };
  const columns = table.columns.map((column) => ({
    ...column,
    name: pick(column.label_vi, column.label_en),
  }));
  return (
    <table class="figuretable">
      <caption class="hidden">{title}</caption>
      <Heads words={[t("row"), ...columns.map((column) => column.name), t("total")]} />
      <tbody>
        {rows.map((row) => {
          const name = pick(row.label_vi, row.label_en);
          return (
            <tr key={row.code}>
              <th scope="row">{name}</th>
              {columns.map((column, at) => (
                <td key={column.code} class="number">
                  <FigureButton
                    count={row.cells[at] ?? 0}
                    name={`${name}, ${column.name}`}
                    onPick={() => onPick({ ...drill, row: row.code, column: column.code })}
                  />
                </td>
              ))}
              <td class="number strong">
                <FigureButton
                  count={row.total}
                  name={name}
                  onPick={() => onPick({ ...drill, row: row.code })}
                />
              </td>
            </tr>
          );
        })}
        <tr class="total">
          <th scope="row">{t("total")}</th>
          {columns.map((column) => (
            <td key={column.code} class="number">
              <FigureButton
                count={column.total}
                name={`${t("total")}, ${column.name}`}
                onPick={() => onPick({ ...drill, column: column.code })}
              />
            </td>
          ))}
          <td class="number">
            <FigureButton
              count={table.total}
              name={`${title}, ${t("total")}`}
              onPick={() => onPick(drill)}
            />
          </td>
        </tr>
      </tbody>
    </table>
  );
}
