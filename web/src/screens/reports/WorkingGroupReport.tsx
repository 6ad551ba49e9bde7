import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { useAction } from "../../lib/action";
import { label } from "../../lib/codes";
import { dayOf, momentOf, numberText } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { ConnectionTable } from "../../ui/ConnectionTable";
import { DateField } from "../../ui/DateField";
import { Button, Empty, Loaded, More, PageHead, ProblemNote } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
import { ConnectionTag } from "../../ui/tags";
import { ReportTabs } from "./Tabs";
import { t } from "./words";

const FIGURES: readonly Of<"WorkingGroupFigure">[] = [
  "asked",
  "answered_in_1_day",
  "first_result_in_5_days",
  "declined_rerouted",
  "delegated",
  "open",
];

interface Picked {
  figure: Of<"WorkingGroupFigure">;
  organisation: Of<"Named"> | null;
}

interface RowProps {
  organisation: Of<"Named"> | null;
  figures: Of<"WorkingGroupFigures">;
  opens: boolean;
  onPick: (picked: Picked) => void;
}

function Row({ organisation, figures, opens, onPick }: RowProps) {
  const name = organisation?.name ?? t("total");
  return (
    <tr class={organisation ? "" : "total"}>
      <th scope="row">{name}</th>
      {FIGURES.map((figure) => (
        <td key={figure} class="number">
          {opens && figures[figure] > 0 ? (
            <button
              type="button"
              class="linkbutton"
              aria-label={`${numberText(figures[figure])}: ${t(figure)}, ${name}. ${t("open_records")}`}
              onClick={() => onPick({ figure, organisation })}
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

/** Those that may be opened as everywhere; of the others what one's own side did. */
function RecordLines({
  items,
  caption,
}: {
  items: readonly Of<"WorkingGroupRecord">[];
  caption: string;
}) {
  const open = items.flatMap((item) => (item.connection ? [item.connection] : []));
  const closed = items.filter((item) => !item.connection);
  return (
    <>
      {open.length > 0 ? <ConnectionTable items={open} caption={caption} /> : null}
      {closed.length > 0 ? <Traces items={closed} /> : null}
    </>
  );
}

function Traces({ items }: { items: readonly Of<"WorkingGroupRecord">[] }) {
  return (
    <>
      <h3>{t("traces")}</h3>
      <p class="tiny muted">{t("traces_hint")}</p>
      <TableFrame label={t("traces")} card>
        <table>
          <caption class="hidden">{t("traces")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("number")}</th>
              <th scope="col">{t("organisation")}</th>
              <th scope="col">{t("sent")}</th>
              <th scope="col">{t("state")}</th>
              <th scope="col">{t("own_decline")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.number}>
                <th scope="row" class="nowrap">
                  {item.number}
                </th>
                <td>{item.organisation_name}</td>
                <td class="nowrap">{momentOf(item.sent_at)}</td>
                <td>
                  <ConnectionTag status={item.status} />
                </td>
                <td>
                  {item.decline
                    ? `${label("decline_reason", item.decline.reason)} · ${momentOf(item.decline.at)}`
                    : "–"}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </>
  );
}

function Records({
  month,
  picked,
  onClose,
}: {
  month: string;
  picked: Picked;
  onClose: () => void;
}) {
  const pages = usePages(
    (cursor, signal) =>
      get("/reports/working-group/records", {
        query: {
          month,
          figure: picked.figure,
          ...(picked.organisation ? { organisation_id: picked.organisation.id } : {}),
          ...(cursor ? { cursor } : {}),
        },
        signal,
      }),
    [month, picked.figure, picked.organisation?.id],
  );
  const title = t("records", {
    name: `${t(picked.figure)}, ${picked.organisation?.name ?? t("all_agencies")}`,
  });
  return (
    <section class="card pad stack tight records" aria-label={title}>
      <div class="row between">
        <h2>{title}</h2>
        <Button small kind="quiet" icon="close" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
      <p class="tiny muted">{t("records_hint")}</p>
      <Loaded of={pages} lines={4}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t("no_records")}</Empty>
          ) : (
            <RecordLines items={items} caption={title} />
          )
        }
      </Loaded>
      <More shown={pages.hasMore} onMore={pages.more} />
    </section>
  );
}

/** The monthly report on connections: every figure opens the connections behind it. */
export default function WorkingGroupReport() {
  const query = useQuery();
  const { route } = useLocation();
  const action = useAction();
  const [picked, setPicked] = useState<Picked | null>(null);
  const month = query.get("month") || dayOf(Date.now()).slice(0, 7);
  const report = useResource(
    (signal) => get("/reports/working-group", { query: { month }, signal }),
    [month],
    ["connection"],
  );
  async function make() {
    const made = await action.run("group report", month, (key) =>
      post("/reports/working-group/documents", { month }, { key }),
    );
    if (made) route(`/documents/${made.id}`);
  }
  return (
    <>
      <PageHead
        title={t("title_group")}
        sub={t("sub_group")}
        tab={t("title_group")}
        actions={
          may("reports_issue") ? (
            <Button kind="main" icon="paper" busy={action.busy} onClick={() => void make()}>
              {t("make_document")}
            </Button>
          ) : null
        }
      />
      <ReportTabs here="group" />
      <ProblemNote error={action.error} />
      <section class="card filters">
        <DateField
          kind="month"
          label={t("month")}
          value={month}
          onChange={(value) => {
            setPicked(null);
            query.set({ month: value });
          }}
        />
      </section>
      <Loaded of={report} lines={8}>
        {(data) => (
          <section class="card pad stack tight">
            {data.rows.length === 0 ? <Empty>{t("none")}</Empty> : null}
            <TableFrame label={t("title_group")}>
              <table>
                <caption class="hidden">{t("title_group")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t("organisation")}</th>
                    {FIGURES.map((figure) => (
                      <th key={figure} scope="col" class="number wrap">
                        {t(figure)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <Row key={row.organisation.id} {...row} onPick={setPicked} />
                  ))}
                  <Row
                    organisation={null}
                    figures={data.total}
                    opens={data.total_opens}
                    onPick={setPicked}
                  />
                </tbody>
              </table>
            </TableFrame>
            <p class="tiny muted">{t("computed", { t: momentOf(data.computed_at) })}</p>
          </section>
        )}
      </Loaded>
      {picked ? <Records month={month} picked={picked} onClose={() => setPicked(null)} /> : null}
    </>
  );
}
