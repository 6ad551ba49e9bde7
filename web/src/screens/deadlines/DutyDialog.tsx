import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import type { Duty } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { DutyClock, dueText } from "../../ui/clocks";
import { Dialog } from "../../ui/Dialog";
import { FormDialog, mustOf, textOf, type Values } from "../../ui/FormDialog";
import { Button, Facts } from "../../ui/parts";
import { dutyPath } from "../../ui/tags";
import { t } from "./words";

type Act = Duty["next_actions"][number];

interface Props {
  duty: Duty;
  onClose: () => void;
  onChanged: () => void;
}

interface Person {
  value: string;
  label: string;
}

function usePeople(duty: Duty, wanted: boolean): Person[] {
  const posts = useResource(
    async (signal) =>
      wanted
        ? get("/posts", {
            query: { organisation_id: duty.owner.organisation_id, limit: 200 },
            signal,
          })
        : { items: [], next: null },
    [duty.id, wanted],
  );
  return (posts.data?.items ?? []).map((post) => ({
    value: post.id,
    label: `${post.user_name} · ${stateWord("role", post.role)}`,
  }));
}

function ActDialog({ duty, act, onClose, onChanged }: Props & { act: Act }) {
  const people = usePeople(duty, act === "transfer");
  const word = act === "cancel" ? "cancel_duty" : act;
  function send(values: Values, key: string) {
    const options = { ids: { id: duty.id }, key };
    const { version } = duty;
    const reason = mustOf(values, "reason");
    if (act === "complete") {
      return post("/duties/{id}/completions", { version, note: textOf(values, "note") }, options);
    }
    if (act === "cancel") return post("/duties/{id}/cancellations", { version, reason }, options);
    const post_id = mustOf(values, "post_id");
    return post("/duties/{id}/transfers", { version, post_id, reason }, options);
  }
  const reason = {
    name: "reason",
    label: common("reason"),
    kind: "area",
    max: 500,
    required: true,
  } as const;
  const fields =
    act === "complete"
      ? [{ name: "note", label: common("note"), kind: "area", max: 1000 } as const]
      : act === "transfer"
        ? [
            {
              name: "post_id",
              label: t("post"),
              kind: "combo",
              options: people,
              required: true,
            } as const,
            reason,
          ]
        : [reason];
  return (
    <FormDialog
      title={`${t(word)}: ${label("duty_kind", duty.kind)}`}
      form={`${act} ${duty.id}`}
      submit={t(word)}
      danger={act === "cancel"}
      fields={fields}
      send={send}
      onDone={onChanged}
      onClose={onClose}
    />
  );
}

/** One duty: its basis, its history, what may be done with it. */
export function DutyDialog({ duty, onClose, onChanged }: Props) {
  const [act, setAct] = useState<Act | null>(null);
  const full = useResource(
    (signal) => get("/duties/{id}", { ids: { id: duty.id }, signal }),
    [duty.id],
  );
  const history = full.data?.history ?? duty.history;
  if (act) return <ActDialog duty={duty} act={act} onClose={onClose} onChanged={onChanged} />;
  const path = dutyPath(duty);
  const name = duty.subject.number ?? stateWord("subject", duty.subject.kind);
  return (
    <Dialog title={label("duty_kind", duty.kind)} onClose={onClose}>
      <div class="stack">
        <DutyClock duty={duty} />
        <Facts
          rows={[
            [t("basis"), `${duty.legal_basis} (${duty.rule_code})`],
            [
              t("owner"),
              [duty.owner.organisation_name, duty.owner.unit_name, duty.owner.user_name]
                .filter(Boolean)
                .join(" · "),
            ],
            [t("started"), momentOf(duty.started_at)],
            [t("due"), duty.due_at ? dueText(duty.due_at) : ""],
            [t("target"), duty.target_at ? momentOf(duty.target_at) : ""],
            [
              t("history"),
              history.length > 0 ? (
                <ul key="history">
                  {history.map((line) => (
                    <li key={line.at}>
                      {momentOf(line.at)} → {line.due_at ? dueText(line.due_at) : "–"}
                    </li>
                  ))}
                </ul>
              ) : null,
            ],
          ]}
        />
        <div class="dialogfoot">
          {path ? (
            <a class="button" href={path}>
              {t("open_subject", { name })}
            </a>
          ) : null}
          {duty.next_actions.map((one) => (
            <Button key={one} kind={one === "complete" ? "main" : ""} onClick={() => setAct(one)}>
              {t(one === "cancel" ? "cancel_duty" : one)}
            </Button>
          ))}
          <Button onClick={onClose}>{common("close")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
