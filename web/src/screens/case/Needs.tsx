import { useState } from "preact/hooks";
import { put } from "../../api/client";
import { stateWord } from "../../i18n/common";
import { label } from "../../lib/codes";
import { ActDialog, type ActForm } from "../../ui/ActDialog";
import { mustOf, noteField, pickField, textOf } from "../../ui/FormDialog";
import { Button, Tag } from "../../ui/parts";
import type { PartProps } from "./Case";
import { t } from "./words";

type Need = PartProps["record"]["needs"][number];

function settleForm({ version }: Need): ActForm {
  return {
    fields: [pickField("state", t("outcome"), "need_outcome"), noteField()],
    send: (values, target) => {
      const body = { version, state: mustOf(values, "state"), note: textOf(values, "note") };
      return put("/needs/{id}", body, target);
    },
  };
}

/** What is needed, in the person's own wish, and what became of it. */
export function Needs({ record, open, changed }: PartProps) {
  const [settling, setSettling] = useState<Need | null>(null);
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("needs")}</h2>
        {record.next_actions.includes("add_need") ? (
          <Button small icon="plus" onClick={() => open("add_need")}>
            {t("add_need")}
          </Button>
        ) : null}
      </div>
      {record.needs.length === 0 ? <p class="small muted">{t("no_needs")}</p> : null}
      <ul class="list small">
        {record.needs.map((need) => (
          <li key={need.id} class="row between">
            <div>
              <b>{label("service_type", need.service)}</b>{" "}
              <Tag tone={need.state === "open" ? "wait" : "ok"}>
                {need.state === "open" ? t("need_open") : stateWord("outcome", need.state)}
              </Tag>
              {need.detail ? <p>{need.detail}</p> : null}
              {need.wish ? <p class="muted">{t("wish", { text: need.wish })}</p> : null}
            </div>
            {need.state === "open" && record.next_actions.includes("add_need") ? (
              <Button small onClick={() => setSettling(need)}>
                {t("settle_need")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {settling ? (
        <ActDialog
          title={`${t("settle_need")}: ${label("service_type", settling.service)}`}
          act="need"
          record={settling}
          form={settleForm(settling)}
          onDone={changed}
          onClose={() => setSettling(null)}
        />
      ) : null}
    </section>
  );
}
