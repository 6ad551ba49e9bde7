import type { ComponentChildren } from "preact";
import type { Of } from "../../api/types";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { ListTable } from "../../ui/ListTable";
import { t } from "./words";

export interface Trace {
  number: string;
  organisation_name: string;
  sent_at: string;
  decline: Of<"WorkingGroupRecordDecline"> | null;
}

interface Props<T extends Trace> {
  items: readonly T[];
  hint: string;
  stateOf: (item: T) => ComponentChildren;
}

function declineText({ decline }: Trace): string {
  return decline ? `${label("decline_reason", decline.reason)} · ${momentOf(decline.at)}` : "–";
}

/** Of what the viewer may count and not open: what its own side did. */
export function Traces<T extends Trace>({ items, hint, stateOf }: Props<T>) {
  return (
    <>
      <h3>{t("traces")}</h3>
      <p class="tiny muted">{hint}</p>
      <ListTable
        caption={t("traces")}
        items={items}
        keyOf={(item) => item.number}
        columns={[
          { head: t("number"), kind: "short-row", cell: (item) => item.number },
          { head: t("organisation"), cell: (item) => item.organisation_name },
          { head: t("sent"), kind: "short", cell: (item) => momentOf(item.sent_at) },
          { head: t("state"), cell: stateOf },
          { head: t("own_decline"), cell: declineText },
        ]}
      />
    </>
  );
}
