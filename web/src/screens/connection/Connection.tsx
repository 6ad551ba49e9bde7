import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { get } from "../../api/client";
import type { Connection as Record } from "../../api/types";
import { useResource } from "../../lib/resource";
import { turnText } from "../../ui/ConnectionTable";
import { DutyList } from "../../ui/clocks";
import { Loaded, PageHead, Tag } from "../../ui/parts";
import { requestWord } from "../../ui/requests/words";
import { ConnectionTag, UrgencyTag } from "../../ui/tags";
import { type Act, Actions } from "./Actions";
import { Course } from "./Course";
import { Dialogs } from "./Dialogs";
import { Request } from "./Request";
import { hasSide, Side } from "./Side";
import { TargetChoice } from "./TargetChoice";
import { t } from "./words";

function Head({ connection, act }: { connection: Record; act: (what: Act) => void }) {
  return (
    <PageHead
      tab={connection.number ?? t("tab")}
      title={
        <span class="row">
          {connection.number ?? t("no_number")}
          <ConnectionTag status={connection.status} />
          <UrgencyTag urgency={connection.urgency} />
          {connection.turn.side === "nobody" ? null : (
            <Tag tone="wait">{requestWord("turn_of", { name: turnText(connection.turn) })}</Tag>
          )}
        </span>
      }
      sub={
        <>
          {t("asked_by", { name: connection.hotline_name })}
          {connection.contact_id ? (
            <>
              {" · "}
              <a href={`/contacts/${connection.contact_id}`}>
                {t("from_contact", { number: connection.contact_number ?? "" })}
              </a>
            </>
          ) : null}
        </>
      }
      actions={<Actions connection={connection} act={act} />}
    />
  );
}

/** One connection, as this side may see it. */
export default function Connection() {
  const { params } = useRoute();
  const { route } = useLocation();
  const id = params.id ?? "";
  const [opened, setOpened] = useState<Act | null>(null);
  const record = useResource(
    (signal) => get("/connections/{id}", { ids: { id }, signal }),
    [id],
    ["connection", "duty"],
  );
  return (
    <Loaded of={record} lines={10}>
      {(connection) => (
        <>
          <Head connection={connection} act={setOpened} />
          <DutyList duties={connection.clocks} label={t("clocks")} />
          <div class={hasSide(connection) ? "columns" : ""}>
            <div class="stack">
              {connection.next_actions.includes("edit") ? (
                <TargetChoice connection={connection} onChanged={record.set} />
              ) : null}
              <Request connection={connection} />
              <Course connection={connection} />
            </div>
            {hasSide(connection) ? <Side connection={connection} /> : null}
          </div>
          {opened ? (
            <Dialogs
              connection={connection}
              act={opened}
              onClose={() => setOpened(null)}
              onChanged={record.set}
              onMade={(path) => route(path)}
            />
          ) : null}
        </>
      )}
    </Loaded>
  );
}
