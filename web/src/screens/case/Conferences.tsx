import { useState } from "preact/hooks";
import { post } from "../../api/client";
import { common, stateWord } from "../../i18n/common";
import { useAction } from "../../lib/action";
import { useForm } from "../../lib/form";
import { dayText, momentOf } from "../../lib/format";
import { useOrganisations } from "../../lib/organisations";
import { Combobox } from "../../ui/Combobox";
import { DateField } from "../../ui/DateField";
import { Dialog } from "../../ui/Dialog";
import { TextField } from "../../ui/Field";
import { Button, ProblemNote, Tag } from "../../ui/parts";
import type { PartProps } from "./Case";
import { t } from "./words";

interface Decision {
  text: string;
  organisation_id: string;
  due_on: string;
}

interface Typed {
  at: string;
  participants: string;
  decisions: readonly Decision[];
}

const EMPTY: Decision = { text: "", organisation_id: "", due_on: "" };

function Decisions({
  rows,
  onChange,
}: {
  rows: readonly Decision[];
  onChange: (rows: Decision[]) => void;
}) {
  const organisations = useOrganisations();
  const put = (at: number, change: Partial<Decision>) =>
    onChange(rows.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <fieldset class="stack tight">
      <legend class="label">{t("decisions")}</legend>
      {rows.map((one, index) => (
        <div class="grid3" key={index}>
          <TextField
            class="wide"
            label={t("decision_n", { n: index + 1 })}
            value={one.text}
            max={1000}
            onInput={(text) => put(index, { text })}
          />
          <Combobox
            label={t("decision_owner")}
            value={one.organisation_id}
            options={organisations}
            onChange={(organisation_id) => put(index, { organisation_id })}
          />
          <DateField
            label={t("decision_due")}
            value={one.due_on}
            onChange={(due_on) => put(index, { due_on })}
          />
        </div>
      ))}
      <div>
        <Button small icon="plus" onClick={() => onChange([...rows, EMPTY])}>
          {t("add_decision")}
        </Button>
      </div>
    </fieldset>
  );
}

interface FormProps {
  record: PartProps["record"];
  onClose: () => void;
  onChanged: () => void;
}

/** Who met and what was decided; each decision becomes a duty of somebody, with a day. */
export function ConferenceDialog({ record, onClose, onChanged }: FormProps) {
  const name = `conference ${record.id}`;
  const { values, set, done } = useForm<Typed>(name, {
    at: new Date().toISOString(),
    participants: "",
    decisions: [EMPTY],
  });
  const action = useAction();
  const written = values.decisions.filter((one) => one.text.trim() !== "");
  const ready =
    values.at !== "" &&
    values.participants.trim() !== "" &&
    written.every((one) => one.organisation_id !== "" && one.due_on !== "");
  async function submit(event: Event) {
    event.preventDefault();
    if (action.busy || !ready) return;
    const participants = values.participants.split("\n").map((line) => line.trim());
    const body = {
      at: values.at,
      participants: participants.filter(Boolean),
      decisions: written,
    };
    const answer = await action.run(name, body, (key) =>
      post("/cases/{id}/conferences", body, { ids: { id: record.id }, key }),
    );
    if (!answer) return;
    done();
    onChanged();
    onClose();
  }
  return (
    <Dialog title={t("add_conference")} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <DateField
          label={t("conference_at")}
          kind="moment"
          value={values.at}
          onChange={(at) => set("at", at)}
        />
        <TextField
          label={t("participants")}
          hint={t("one_a_line")}
          rows={3}
          value={values.participants}
          onInput={(text) => set("participants", text)}
        />
        <Decisions rows={values.decisions} onChange={(rows) => set("decisions", rows)} />
        <ProblemNote error={action.error} />
        <div class="dialogfoot">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button kind="main" submit busy={action.busy || !ready}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Case conferences and what became of their decisions. */
export function Conferences({ record, open }: PartProps) {
  const [all, setAll] = useState(false);
  const shown = all ? record.conferences : record.conferences.slice(0, 2);
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("conferences")}</h2>
        {record.next_actions.includes("add_conference") ? (
          <Button small icon="plus" onClick={() => open("add_conference")}>
            {t("add_conference")}
          </Button>
        ) : null}
      </div>
      {record.conferences.length === 0 ? <p class="small muted">{t("no_conferences")}</p> : null}
      <ul class="list small">
        {shown.map((one) => (
          <li key={one.id}>
            <b>{momentOf(one.at)}</b> <span class="muted">{one.participants.join(", ")}</span>
            <ul class="bullets">
              {one.decisions.map((decision) => (
                <li key={decision.text}>
                  {decision.text} · {decision.organisation_name}
                  {decision.due_on ? ` · ${common("due_at", { t: dayText(decision.due_on) })}` : ""}{" "}
                  {(() => {
                    const duty = record.duties.find((one) => one.id === decision.duty_id);
                    return duty ? <Tag>{stateWord("duty", duty.state)}</Tag> : null;
                  })()}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {all || record.conferences.length <= 2 ? null : (
        <div>
          <Button small kind="quiet" onClick={() => setAll(true)}>
            {common("show_more")}
          </Button>
        </div>
      )}
    </section>
  );
}
