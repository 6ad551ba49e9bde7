import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { usePages } from "../../lib/pages";
import { ConnectionTable } from "../../ui/ConnectionTable";
import { ConnectionTag } from "../../ui/tags";
import type { Picked } from "./FigureTable";
import { Records } from "./Records";
import { Traces } from "./Traces";
import { t } from "./words";

type Line = Of<"WorkingGroupRecord">;

/** Those that may be opened as everywhere; of the others only their traces. */
function Lines({ items, caption }: { items: readonly Line[]; caption: string }) {
  const open = items.flatMap((item) => (item.connection ? [item.connection] : []));
  const closed = items.filter((item) => !item.connection);
  return (
    <>
      {open.length > 0 ? <ConnectionTable items={open} caption={caption} /> : null}
      {closed.length > 0 ? (
        <Traces
          items={closed}
          hint={t("traces_hint")}
          stateOf={(item) => <ConnectionTag status={item.status} />}
        />
      ) : null}
    </>
  );
}

interface Props {
  month: string;
  picked: Picked<Of<"WorkingGroupFigure">>;
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
