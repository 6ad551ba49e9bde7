import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { pick } from "../../i18n";
import { common } from "../../i18n/common";
import { numberText } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { Dialog } from "../../ui/Dialog";
import { ListTable, PagedList } from "../../ui/ListTable";
import { Button } from "../../ui/parts";
import { type Drill, recordPath } from "./figures";
import { t, word } from "./words";

type Version = Of<"ReportVersion">;
type Line = Of<"ReportRecords">["items"][number];

/** The words of a figure: part, table, row, column, as far as they are named. */
function nameOf(version: Version, drill: Drill): string {
  const part = version.parts.find((one) => one.code === drill.part);
  const table = part?.tables.find((one) => one.code === drill.table);
  const row = table?.rows.find((one) => one.code === drill.row);
  const column = table?.columns.find((one) => one.code === drill.column);
  const names = [
    part && !row && !column ? pick(part.title_vi, part.title_en) : "",
    row ? pick(row.label_vi, row.label_en) : "",
    column ? pick(column.label_vi, column.label_en) : "",
  ];
  return names.filter(Boolean).join(", ");
}

function NumberCell({ line }: { line: Line }) {
  const path = recordPath(line.subject_kind, line.subject_id);
  if (!path) return <span class="muted">{t("closed_record")}</span>;
  return <a href={path}>{line.number ?? word("subject", line.subject_kind)}</a>;
}

interface Props {
  version: Version;
  drill: Drill;
  onClose: () => void;
}

/** The records that a figure counted; a line without a number may not be opened. */
export function RecordsDialog({ version, drill, onClose }: Props) {
  const pages = usePages(
    (page, signal) =>
      get("/report-versions/{id}/records", {
        ids: { id: version.id },
        query: { ...drill, ...page },
        signal,
      }),
    [version.id, JSON.stringify(drill)],
  );
  const title = t("records", { name: nameOf(version, drill) });
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="stack">
        <div class="row between">
          <p class="tiny muted grow">
            {pages.page ? t("records_hint", { n: numberText(pages.page.total) }) : ""}
          </p>
          <Button small kind="quiet" icon="close" onClick={onClose}>
            {common("close")}
          </Button>
        </div>
        <PagedList pages={pages} none={t("no_records")} lines={5}>
          {(lines) => (
            <ListTable
              caption={title}
              items={lines.map((line, at) => ({ ...line, at }))}
              keyOf={({ at }) => at}
              columns={[
                {
                  head: t("record_number"),
                  kind: "row",
                  cell: (line) => <NumberCell line={line} />,
                },
                { head: t("kind_of_record"), cell: (line) => word("subject", line.subject_kind) },
              ]}
            />
          )}
        </PagedList>
      </div>
    </Dialog>
  );
}
