import type { Of } from "../../api/types";
import { numberText } from "../../lib/format";
import { TableFrame } from "../../ui/TableFrame";
import { t } from "./words";

type Named = Of<"Named">;

/** A figure somebody wants to see the records of; no organisation: of all. */
export interface Picked<F extends string> {
  figure: F;
  organisation: Named | null;
}

interface Counted<F extends string> {
  figures: Record<F, number>;
  opens: boolean;
}

interface Props<F extends string> {
  caption: string;
  figures: readonly F[];
  wordOf: (figure: F) => string;
  rows: readonly (Counted<F> & { organisation: Named })[];
  total: Counted<F>;
  onPick: (picked: Picked<F>) => void;
}

interface RowProps<F extends string> extends Counted<F> {
  organisation: Named | null;
  of: Props<F>;
}

function Row<F extends string>({ organisation, figures, opens, of }: RowProps<F>) {
  const name = organisation?.name ?? t("total");
  return (
    <tr class={organisation ? "" : "total"}>
      <th scope="row">{name}</th>
      {of.figures.map((figure) => (
        <td key={figure} class="number">
          {opens && figures[figure] > 0 ? (
            <button
              type="button"
              class="linkbutton"
              aria-label={`${numberText(figures[figure])}: ${of.wordOf(figure)}, ${name}. ${t("open_records")}`}
              onClick={() => of.onPick({ figure, organisation })}
            >
              {numberText(figures[figure])}
            </button>
          ) : (
            numberText(figures[figure])
          )}
        </td>
      ))}
    </tr>
  );
}

/** Figures by agency and in total; each opens its records where the viewer may see them. */
export function FigureTable<F extends string>(props: Props<F>) {
  return (
    <TableFrame label={props.caption}>
      <table>
        <caption class="hidden">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t("organisation")}</th>
            {props.figures.map((figure) => (
              <th key={figure} scope="col" class="number wrap">
                {props.wordOf(figure)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <Row key={row.organisation.id} {...row} of={props} />
          ))}
          <Row organisation={null} {...props.total} of={props} />
        </tbody>
      </table>
    </TableFrame>
  );
}
