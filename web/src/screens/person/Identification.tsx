import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { label, options, places } from "../../lib/codes";
import { dayText, momentOf } from "../../lib/format";
import { useOrganisations } from "../../lib/organisations";
import { useResource } from "../../lib/resource";
import { IdentificationTag } from "../../ui/caseTags";
import { DutyCard } from "../../ui/DutyCard";
import type { Option } from "../../ui/Field";
import { type FieldSpec, FormDialog, mustOf, textOf, type Values } from "../../ui/FormDialog";
import { Button, Facts, Loaded, Note, Tag } from "../../ui/parts";
import { Masked } from "./Masked";
import { t, word } from "./words";

type View = Of<"Identification">;
type Act = View["next_actions"][number];
type Action = Of<"IdentificationAction">;

const NEEDS_REASON: readonly Act[] = ["refuse", "appeal", "withdraw", "lost", "reopen"];
const MAIN: readonly Act[] = ["suspect", "start", "confirm"];
const DANGER: readonly Act[] = ["refuse", "withdraw", "lost"];

function fieldsOf(act: Act, view: View, bodies: readonly Option[]): FieldSpec[] {
  if (act === "add_evidence") {
    const kinds = options("identification_evidence");
    return [
      { name: "kind", label: t("evidence_kind"), kind: "select", options: kinds, required: true },
      { name: "description", label: t("description"), kind: "area", required: true, max: 4000 },
      { name: "issuer", label: t("issuer"), max: 200, wide: false },
      { name: "date", label: t("paper_date"), kind: "date", wide: false },
    ];
  }
  const fields: FieldSpec[] = [
    { name: "happened_on", label: t("happened_on"), kind: "date", hint: t("happened_hint") },
  ];
  if (act === "suspect" || act === "start") {
    const roads = options("entry_road");
    const required = view.road === null;
    fields.push(
      { name: "road", label: t("road"), kind: "select", options: roads, required },
      { name: "body_id", label: t(`body_${act}`), kind: "combo", options: bodies },
      { name: "province", label: t("province"), kind: "combo", options: places() },
    );
  }
  if (act === "confirm" || act === "refuse") {
    const papers = options("victim_paper");
    const required = act === "confirm";
    fields.push(
      { name: "paper", label: t("paper"), kind: "select", options: papers, required },
      { name: "number", label: t("paper_number"), max: 100, wide: false },
      { name: "date", label: t("paper_date"), kind: "date", wide: false },
      { name: "issuer", label: t("issuer"), max: 200 },
    );
  }
  const required = NEEDS_REASON.includes(act);
  fields.push({ name: "reason", label: t("reason"), kind: "area", required });
  return fields;
}

function send(act: Act, view: View, values: Values, key: string) {
  const to = { ids: { id: view.person_id }, key };
  const { version } = view;
  const date = textOf(values, "date");
  const issuer = textOf(values, "issuer");
  if (act === "add_evidence") {
    const kind = mustOf(values, "kind");
    const description = mustOf(values, "description");
    return post("/persons/{id}/evidence", { version, kind, description, date, issuer }, to);
  }
  const paper = textOf(values, "paper");
  const body: Of<"IdentificationStepInput"> = {
    version,
    action: act as Action,
    happened_on: textOf(values, "happened_on"),
    road: textOf(values, "road"),
    body_id: textOf(values, "body_id"),
    province: textOf(values, "province"),
    reason: textOf(values, "reason"),
    paper: paper ? { kind: paper, number: textOf(values, "number"), date, issuer } : null,
  };
  return post("/persons/{id}/identification-steps", body, to);
}

function Track({ view }: { view: View }) {
  return (
    <section class="card pad stack tight">
      <h2>{t("steps")}</h2>
      {view.steps.length === 0 ? <p class="small muted">{t("no_steps")}</p> : null}
      <ol class="timeline small">
        {view.steps.map((one) => (
          <li key={one.id}>
            <b>{word("act", one.action)}</b>{" "}
            <span class="muted">
              {dayText(one.happened_on)} · {one.by_name}
              {one.body_name ? ` · ${one.body_name}` : ""}
            </span>
            {one.paper ? (
              <p>
                {label("victim_paper", one.paper.kind)}
                {one.paper.number ? ` ${one.paper.number}` : ""}
                {one.paper.date ? `, ${dayText(one.paper.date)}` : ""}
                {one.paper.issuer ? `, ${one.paper.issuer}` : ""}
              </p>
            ) : null}
            {one.reason ? (
              <details>
                <summary>{t("reason")}</summary>
                <p class="prose">{one.reason}</p>
              </details>
            ) : null}
            <Masked fields={one.masked} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function EvidenceList({ view, onAdd }: { view: View; onAdd: () => void }) {
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("evidence")}</h2>
        {view.next_actions.includes("add_evidence") ? (
          <Button small icon="plus" onClick={onAdd}>
            {word("act", "add_evidence")}
          </Button>
        ) : null}
      </div>
      {view.evidence.length === 0 ? <p class="small muted">{t("no_evidence")}</p> : null}
      <ul class="list small">
        {view.evidence.map((one) => (
          <li key={one.id}>
            <b>{label("identification_evidence", one.kind)}</b>
            <p class="muted">
              {[one.issuer, one.date ? dayText(one.date) : "", one.by_name, momentOf(one.at)]
                .filter(Boolean)
                .join(" · ")}
            </p>
            {one.description ? (
              <details>
                <summary>{t("description")}</summary>
                <p class="prose">{one.description}</p>
              </details>
            ) : null}
            <Masked fields={one.masked} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Routes({ view }: { view: View }) {
  if (view.routes.length === 0) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("routes")}</h2>
      <ul class="list small">
        {view.routes.map((one) => (
          <li key={`${one.rule_code} ${one.actor_type}`}>
            <b>{label("duty_kind", one.rule_code)}</b>
            <p>{one.organisation_name ?? t("not_in_directory")}</p>
            <p class="tiny muted">
              {one.basis}
              {one.limit_known ? "" : ` · ${t("no_limit")}`}
              {one.trust === "confirmed" ? "" : ` · ${label("trust", one.trust)}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where the identification stands, whose turn it is, on which papers (R-072…R-074). */
export function Identification({ id, onChanged }: { id: string; onChanged: () => void }) {
  const record = useResource(
    (signal) => get("/persons/{id}/identification", { ids: { id }, signal }),
    [id],
    ["person", "duty"],
  );
  const bodies = useOrganisations();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Loaded of={record}>
      {(view) => (
        <div class="columns">
          <div class="stack">
            <section class="card pad stack tight">
              <h2 class="row">
                {t("identification")}
                <IdentificationTag state={view.state} />
                {view.turn.side === "nobody" ? null : (
                  <Tag tone="wait">
                    {t("turn", { name: view.turn.organisation_name ?? t("turn_lead") })}
                  </Tag>
                )}
              </h2>
              {view.gets_support ? <Note tone="ok">{t("gets_support")}</Note> : null}
              <Facts rows={[[t("road"), label("entry_road", view.road)]]} />
              <div class="row">
                {view.next_actions
                  .filter((one) => one !== "add_evidence")
                  .map((one) => (
                    <Button
                      key={one}
                      kind={MAIN.includes(one) ? "main" : DANGER.includes(one) ? "danger" : ""}
                      onClick={() => setAct(one)}
                    >
                      {word("act", one)}
                    </Button>
                  ))}
              </div>
            </section>
            <Track view={view} />
            <EvidenceList view={view} onAdd={() => setAct("add_evidence")} />
          </div>
          <aside class="stack">
            {view.clocks.map((duty) => (
              <DutyCard key={duty.id} duty={duty} />
            ))}
            <Routes view={view} />
          </aside>
          {act ? (
            <FormDialog
              title={word("act", act)}
              form={`${act} ${id} ${view.version}`}
              fields={fieldsOf(act, view, bodies)}
              initial={{ road: view.road ?? "" }}
              submit={word("act", act)}
              danger={DANGER.includes(act)}
              send={(values, key) => send(act, view, values, key)}
              onDone={(answer) => {
                record.set(answer as View);
                onChanged();
              }}
              onClose={() => setAct(null)}
            />
          ) : null}
        </div>
      )}
    </Loaded>
  );
}
