import { useState } from "preact/hooks";
import { post } from "../../api/client";
import { label } from "../../lib/codes";
import { dateOf } from "../../lib/format";
import { ActDialog, type ActForm } from "../../ui/ActDialog";
import { mustOf, reasonField } from "../../ui/FormDialog";
import { Button, Tag } from "../../ui/parts";
import type { PartProps } from "./Case";
import { t } from "./words";

type Member = PartProps["record"]["members"][number];

function endForm(version: number, user_id: string): ActForm {
  return {
    danger: true,
    fields: [reasonField()],
    send: (values, target) => {
      const body = { version, user_id, reason: mustOf(values, "reason") };
      return post("/cases/{id}/member-endings", body, target);
    },
  };
}

/** Who was called into the case, and who must not see it. */
export function Members({ record, open, changed }: PartProps) {
  const [ending, setEnding] = useState<Member | null>(null);
  const manage = record.next_actions.includes("manage_members");
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("members")}</h2>
        {manage ? (
          <Button small kind="quiet" icon="plus" onClick={() => open("manage_members")}>
            {t("add_member")}
          </Button>
        ) : null}
      </div>
      {record.members.length === 0 ? <p class="small muted">{t("no_members")}</p> : null}
      <ul class="list small">
        {record.members.map((one) => (
          <li key={`${one.user_id} ${one.kind}`} class="row between">
            <div>
              <b>{one.user_name}</b> <Tag>{label("member_kind", one.kind)}</Tag>
              <p class="tiny muted">
                {one.organisation_name} · {dateOf(one.since)}
              </p>
            </div>
            {manage ? (
              <Button
                small
                kind="quiet"
                label={t("end_named", { name: one.user_name })}
                onClick={() => setEnding(one)}
              >
                {t("end_member")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <div class="row between">
        <p class="small">
          {t("excluded", { n: record.exclusions.count })}
          {record.exclusions.items && record.exclusions.items.length > 0
            ? `: ${record.exclusions.items.map((one) => one.user_name).join(", ")}`
            : ""}
        </p>
        {record.next_actions.includes("exclude") ? (
          <Button small kind="quiet" onClick={() => open("exclude")}>
            {t("exclude")}
          </Button>
        ) : null}
      </div>
      {ending ? (
        <ActDialog
          title={t("end_member")}
          act={`end ${ending.user_id}`}
          record={record}
          form={endForm(record.version, ending.user_id)}
          onDone={changed}
          onClose={() => setEnding(null)}
        />
      ) : null}
    </section>
  );
}
