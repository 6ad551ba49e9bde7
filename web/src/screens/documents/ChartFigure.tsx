import type { ComponentChildren } from "preact";
import type { Of } from "../../api/types";
import { numberText } from "../../lib/format";
import { HeadRow, TableFrame } from "../../ui/TableFrame";
import { t } from "./words";

type Paper = Of<"Document">;
type Block = Of<"Block">;
type Chart = Of<"Chart">;

/** 853 with one decimal as 85,3 */
function valueText(chart: Chart, value: number | null | undefined): string {
  if (value === null || value === undefined) return "…";
  const decimals = chart.decimals ?? 0;
  const scale = 10 ** decimals;
  const whole = numberText(Math.trunc(value / scale));
  return decimals > 0 ? `${whole},${String(value % scale).padStart(decimals, "0")}` : whole;
}

/** The number of the saved chart with these figures; 0 when it is not saved like this. */
function positionOf(paper: Paper, block: Block): number {
  const wanted = JSON.stringify([block.text, block.chart]);
  const charts = paper.blocks.filter((one) => one.kind === "chart");
  return charts.findIndex((one) => JSON.stringify([one.text, one.chart]) === wanted) + 1;
}

/** Names and values of the columns; stacked bars are added up, unless a value is missing. */
function columnsOf(chart: Chart): { name: string; values: (number | null)[] }[] {
  const columns = chart.series.map(({ name, values }) => ({ name: name ?? "", values }));
  if (chart.form !== "stacked" || columns.length < 2) return columns;
  const values = chart.labels.map((_, row) =>
    columns.reduce<number | null>((sum, column) => {
      const value = column.values[row] ?? null;
      return sum === null || value === null ? null : sum + value;
    }, 0),
  );
  return [...columns, { name: t("total"), values }];
}

function FigureTable({ chart, title }: { chart: Chart; title: string }) {
  const columns = columnsOf(chart);
  return (
    <TableFrame label={title}>
      <table>
        <HeadRow heads={[chart.head ?? "", ...columns.map((column) => column.name)]} />
        <tbody>
          {chart.labels.map((label, row) => (
            <tr key={row}>
              <td>{label}</td>
              {columns.map((column, at) => (
                <td key={at} class="number">
                  {valueText(chart, column.values[row])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

interface ChartProps {
  paper: Paper;
  block: Block;
  /** The table right above has its figures. */
  beside?: boolean | undefined;
  /** Stand above it. */
  children?: ComponentChildren;
}

/** A chart as it is printed, with its figures as a table. */
export function ChartFigure(props: ChartProps) {
  const { paper, block, beside } = props;
  const position = positionOf(paper, block);
  const title = block.text || t("block_chart");
  return (
    <figure class="stack chart">
      {props.children}
      {position > 0 ? (
        <img
          src={`/api/v1/documents/${paper.id}/charts/${position}?version=${paper.version}`}
          alt={`${title}. ${t(beside ? "chart_alt_above" : "chart_alt")}`}
        />
      ) : null}
      {block.chart && !beside ? <FigureTable chart={block.chart} title={title} /> : null}
    </figure>
  );
}
