import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { ConnectionTable } from "../../ui/ConnectionTable";
import { ListTable } from "../../ui/ListTable";
import { ConnectionTag } from "../../ui/tags";
import { Records } from "./Records";
import { t } from "./words";

export interface PickedFigure {
  figure: Of<"WorkingGroupFigure">;
  organisation: Of<"Named"> | null;
}

type Line = Of<"WorkingGroupRecord">;

function declineText({ decline }: Line): string {
  return decline ? `${label("decline_reason", decline.reason)} · ${momentOf(decline.at)}` : "–";
}

/** Of what one's side has lost sight of: what it did itself. */
function Traces({ items }: { items: readonly Line[] }) {
  return (
    <>
      <h3>{t("traces")}</h3>
      <p class="tiny muted">{t("traces_hint")}</p>
      <ListTable
        caption={t("traces")}
        items={items}
        keyOf={(item) => item.number}
        columns={[
          { head: t("number"), kind: "short-row", cell: (item) => item.number },
          { head: t("organisation"), cell: (item) => item.organisation_name },
          { head: t("sent"), kind: "short", cell: (item) => momentOf(item.sent_at) },
          { head: t("state"), cell: (item) => <ConnectionTag status={item.status} /> },
          { head: t("own_decline"), cell: declineText },
        ]}
      />
    </>
  );
}

/** Those that may be opened as everywhere; of the others only their traces. */
function Lines({ items, caption }: { items: readonly Line[]; caption: string }) {
  const open = items.flatMap((item) => (item.connection ? [item.connection] : []));
  const closed = items.filter((item) => !item.connection);
  return (
    <>
      {open.length > 0 ? <ConnectionTable items={open} caption={caption} /> : null}
      {closed.length > 0 ? <Traces items={closed} /> : null}
    </>
  );
}

interface Props {
  month: string;
  picked: PickedFigure;
  onClose: () => void;
}

/** The connections that a figure counts. */
export function WorkingGroupRecords({ month, picked, onClose }: Props) {
  const pages = usePages(
    (page, signal) =>
      get("/reports/working-group/records", {
        query: {
          month,
          figure: picked.figure,
          ...(picked.organisation ? { organisation_id: picked.organisation.id } : {}),
          ...page,
        },
        signal,
      }),
    [month, picked.figure, picked.organisation?.id],
  );
  const title = t("records", {
    name: `${t(picked.figure)}, ${picked.organisation?.name ?? t("all_agencies")}`,
  });
  return (
    <Records title={title} pages={pages} onClose={onClose}>
      {(items) => <Lines items={items} caption={title} />}
    </Records>
  );
}
