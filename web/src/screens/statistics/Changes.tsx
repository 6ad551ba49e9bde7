import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { numberText } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { ListTable } from "../../ui/ListTable";
import { Empty, Loaded } from "../../ui/parts";
import { lineKey, signed } from "./figures";
import { t, word } from "./words";

type Version = Of<"ReportVersion">;
type Change = Of<"ReportChange">;

function tableName(version: Version, change: Change): string {
  const part = version.parts.find((one) => one.code === change.part);
  const table = part?.tables.find((one) => one.code === change.table);
  return table ? pick(table.title_vi, table.title_en) : t("part_total");
}

function lineName(change: Change): string {
  const row = change.row ? pick(change.row_vi, change.row_en) : t("total");
  return change.column ? `${row}, ${pick(change.column_vi, change.column_en)}` : row;
}

function differenceText({ before, after }: Change): string {
  const text = numberText(Math.abs(after - before));
  return after === before ? "0" : `${after > before ? "+" : "−"}${text}`;
}

function Reasons({ change }: { change: Change }) {
  return (
    <ul>
      {change.reasons.map(({ reason, more, fewer }) => (
        <li key={reason}>
          {word("reason", reason)} {signed(more, fewer)}
        </li>
      ))}
    </ul>
  );
}

/** What a version changed, line by line, and why. */
export function Changes({ version }: { version: Version }) {
  const changes = useResource(
    (signal) => get("/report-versions/{id}/changes", { ids: { id: version.id }, signal }),
    [version.id],
  );
  if (!version.previous_id) return <Empty>{t("first_version")}</Empty>;
  return (
    <Loaded of={changes} lines={8}>
      {({ items }) =>
        items.length === 0 ? (
          <div class="card">
            <Empty>{t("no_changes")}</Empty>
          </div>
        ) : (
          version.parts
            .map((part) => ({ part, lines: items.filter((one) => one.part === part.code) }))
            .filter(({ lines }) => lines.length > 0)
            .map(({ part, lines }) => {
              const title = pick(part.title_vi, part.title_en);
              return (
                <section key={part.code} class="stack tight">
                  <h2>{title}</h2>
                  <ListTable
                    caption={title}
                    items={lines}
                    keyOf={lineKey}
                    columns={[
                      { head: t("change_line"), kind: "row", cell: lineName },
                      { head: t("table"), cell: (one) => tableName(version, one) },
                      {
                        head: t("before"),
                        kind: "number",
                        cell: (one) => numberText(one.before),
                      },
                      { head: t("after"), kind: "number", cell: (one) => numberText(one.after) },
                      { head: t("difference"), kind: "number", cell: differenceText },
                      { head: t("reasons"), cell: (one) => <Reasons change={one} /> },
                    ]}
                  />
                </section>
              );
            })
        )
      }
    </Loaded>
  );
}
