import { useEffect, useState } from "preact/hooks";
import { ApiError, post } from "../../api/client";
import type { FieldError, Of } from "../../api/types";
import { pick } from "../../i18n";
import { dayOf, numberText, timeOf } from "../../lib/format";
import { Button, Note, ProblemNote } from "../../ui/parts";
import { PeriodFields } from "../../ui/reports/PeriodFields";
import { periodOf } from "../../ui/reports/periods";
import { type Content, toSend } from "./definition";
import { isZero } from "./figures";
import { t, word } from "./words";

const QUIET_MS = 1000;
type Figures = Of<"ReportFigures">;

interface Counted {
  figures?: Figures;
  at?: number;
  error?: unknown;
  busy: boolean;
}

/** Counts what is typed, a second after the last key. The last figures stay until new ones come. */
function useCounted(content: Content, from: string, to: string): Counted {
  const [counted, setCounted] = useState<Counted>({ busy: true });
  const definition = JSON.stringify(toSend(content));
  useEffect(() => {
    const controller = new AbortController();
    setCounted((old) => ({ ...old, busy: true }));
    const body = { definition: JSON.parse(definition) as Content, from, to };
    const timer = setTimeout(() => {
      const { signal } = controller;
      post("/report-previews", body, { signal }).then(
        (figures) => {
          if (!signal.aborted) setCounted({ figures, at: Date.now(), busy: false });
        },
        (error) => {
          if (!signal.aborted) setCounted((old) => ({ ...old, error, busy: false }));
        },
      );
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [definition, from, to]);
  return counted;
}

function Totals({ figures }: { figures: Figures }) {
  return (
    <>
      {figures.parts.map((part) => (
        <section key={part.code} class="stack tight">
          <h3>
            {pick(part.title_vi, part.title_en) || part.code}: {numberText(part.total)}{" "}
            <span class="muted">{word("unit", part.unit)}</span>
          </h3>
          {part.tables.map((table) => (
            <details key={table.code}>
              <summary>{pick(table.title_vi, table.title_en) || table.code}</summary>
              <table class="figuretable">
                <caption class="hidden">{pick(table.title_vi, table.title_en)}</caption>
                <tbody>
                  {table.rows
                    .filter((row) => !isZero(row))
                    .map((row) => (
                      <tr key={row.code}>
                        <th scope="row">{pick(row.label_vi, row.label_en)}</th>
                        <td class="number">{numberText(row.total)}</td>
                      </tr>
                    ))}
                  <tr class="total">
                    <th scope="row">{t("total")}</th>
                    <td class="number">{numberText(table.total)}</td>
                  </tr>
                </tbody>
              </table>
            </details>
          ))}
        </section>
      ))}
    </>
  );
}

interface Props {
  content: Content;
  /** Shows at the fields what keeps it from being counted. */
  onFaults: (fields: FieldError[]) => void;
}

/** What a definition would count now, while it is typed. */
export function Preview({ content, onFaults }: Props) {
  const [period, setPeriod] = useState(() => periodOf("p_year", dayOf(Date.now())));
  const { figures, at, error, busy } = useCounted(content, period.from, period.to);
  const faults = error instanceof ApiError ? error.fields : [];
  return (
    <aside class="card pad stack tight preview" aria-label={t("preview")}>
      <h2>{t("preview")}</h2>
      <p class="tiny muted">{t("preview_hint")}</p>
      <div class="grid2">
        <PeriodFields period={period} onChange={setPeriod} />
      </div>
      <p class="tiny muted" role="status">
        {busy ? t("preview_wait") : at && !error ? t("preview_at", { t: timeOf(at) }) : ""}
      </p>
      {busy || !error ? null : faults.length > 0 ? (
        <Note tone="warn">
          {t("preview_faults", { n: faults.length })}{" "}
          <Button small kind="quiet" onClick={() => onFaults(faults)}>
            {t("show_faults")}
          </Button>
        </Note>
      ) : (
        <ProblemNote error={error} />
      )}
      {figures ? <Totals figures={figures} /> : null}
    </aside>
  );
}
