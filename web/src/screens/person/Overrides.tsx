import { useState } from "preact/hooks";
import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { useOrganisations } from "../../lib/organisations";
import { FormDialog, listOf, mustOf, pickField, textOf, type Values } from "../../ui/FormDialog";
import { Button, Facts, Note, Tag, type Tone } from "../../ui/parts";
import { sharingFields } from "./ConsentForm";
import { Masked } from "./Masked";
import { categoryNames, t, word } from "./words";

type Override = Of<"ConsentOverride">;
type Act = Override["next_actions"][number];

const PURPOSES = ["support", "protection", "identification", "repatriation"] as const;
const TONES: Record<Override["state"], Tone> = {
  requested: "wait",
  lapsed: "",
  refused: "bad",
  in_force: "warn",
  ended: "",
  expired: "",
};

interface Done {
  onDone: () => void;
  onClose: () => void;
}

/** The lead asks; somebody else has to approve before anything opens. */
function AskForm({ person, onDone, onClose }: Done & { person: string }) {
  const organisations = useOrganisations();
  return (
    <FormDialog
      title={t("ask_override")}
      form={`override ${person}`}
      submit={t("ask_override")}
      danger
      fields={[
        pickField("reason", common("reason"), "override_reason"),
        { name: "why", label: t("override_why"), kind: "area", max: 4000, required: true },
        ...sharingFields(PURPOSES, organisations),
        { name: "until", label: t("override_until"), kind: "moment", required: true },
      ]}
      initial={{ reason: "life_danger", purpose: "support" }}
      send={(values, key) =>
        post(
          "/persons/{id}/consent-overrides",
          {
            reason: mustOf(values, "reason"),
            why: mustOf(values, "why"),
            purpose: textOf(values, "purpose") as (typeof PURPOSES)[number],
            recipient_organisation_id: mustOf(values, "recipient_organisation_id"),
            categories: listOf(values, "categories") as Of<"ConsentCategory">[],
            until: mustOf(values, "until"),
          },
          { ids: { id: person }, key },
        )
      }
      onDone={onDone}
      onClose={onClose}
    >
      <p class="small">{t("override_hint")}</p>
    </FormDialog>
  );
}

function sendAct(one: Override, act: Act, values: Values, key: string) {
  const { version } = one;
  const to = { ids: { id: one.id }, key };
  const note = mustOf(values, "note");
  if (act === "end") {
    const reason = mustOf(values, "reason");
    return post("/consent-overrides/{id}/endings", { version, reason }, to);
  }
  if (act === "tell" || act === "account") {
    return post("/consent-overrides/{id}/after-acts", { version, act, note }, to);
  }
  return post(
    "/consent-overrides/{id}/decisions",
    { version, approve: act === "approve", note },
    to,
  );
}

/** Deciding, ending, telling, writing down: each wants words. */
function ActForm({ one, act, onDone, onClose }: Done & { one: Override; act: Act }) {
  return (
    <FormDialog
      title={t(`override_${act}`)}
      form={`override ${act} ${one.id}`}
      submit={t(`override_${act}`)}
      danger={act === "approve"}
      fields={[
        {
          name: act === "end" ? "reason" : "note",
          label: t(`override_${act}_note`),
          kind: "area",
          max: 1000,
          required: true,
        },
      ]}
      // Somebody was faster: what there is now is looked at, and pressing again does it.
      send={(values, key) =>
        sendAct(one, act, values, key).catch((problem) => {
          onDone();
          throw problem;
        })
      }
      onDone={onDone}
      onClose={onClose}
    >
      <p class="small">
        {one.recipient_name} · {categoryNames(one.categories)}
      </p>
    </FormDialog>
  );
}

function Line({ one, onAct }: { one: Override; onAct: (act: Act) => void }) {
  return (
    <li class="stack tight">
      <div class="row between">
        <b>{one.recipient_name}</b>
        <Tag tone={TONES[one.state]}>{word("override_state", one.state)}</Tag>
      </div>
      <Facts
        rows={[
          [t("purpose"), word("purpose", one.purpose)],
          [t("categories"), categoryNames(one.categories)],
          [common("reason"), one.reason ? label("override_reason", one.reason) : null],
          [t("override_why"), one.why],
          [t("override_until"), momentOf(one.until)],
          [t("override_asked"), `${one.requested_by} · ${momentOf(one.requested_at)}`],
          [
            t("override_decided"),
            one.decided_at ? `${one.decided_by} · ${momentOf(one.decided_at)}` : null,
          ],
          [
            t(one.state === "refused" ? "override_refuse_note" : "override_approve_note"),
            one.decision_note,
          ],
          [t("override_ended"), one.ended_at ? momentOf(one.ended_at) : null],
          [t("override_end_note"), one.end_reason],
          [
            t("override_tell"),
            one.told_at ? [momentOf(one.told_at), one.told_note].filter(Boolean).join(" · ") : null,
          ],
          [t("override_account"), one.account],
        ]}
      />
      <Masked fields={one.masked} />
      <div class="row">
        {one.next_actions.map((act) => (
          <Button
            small
            key={act}
            kind={act === "approve" ? "danger" : "quiet"}
            label={`${t(`override_${act}`)}: ${one.recipient_name}`}
            onClick={() => onAct(act)}
          >
            {t(`override_${act}`)}
          </Button>
        ))}
      </div>
    </li>
  );
}

/** Sharing without consent in danger to life: asked by the lead, approved by somebody else. */
export function Overrides(props: { matrix: Of<"ConsentMatrix">; onChanged: () => void }) {
  const { matrix, onChanged } = props;
  const [asking, setAsking] = useState(false);
  const [acting, setActing] = useState<{ id: string; act: Act } | null>(null);
  const may = matrix.next_actions.includes("ask_override");
  if (!may && matrix.overrides.length === 0) return null;
  const acted = matrix.overrides.find((one) => one.id === acting?.id);
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("overrides")}</h2>
        {may ? (
          <Button small kind="danger" onClick={() => setAsking(true)}>
            {t("ask_override")}
          </Button>
        ) : null}
      </div>
      {matrix.overrides.some((one) => one.state === "in_force") ? (
        <Note tone="bad">{t("override_open")}</Note>
      ) : null}
      <ul class="list small">
        {matrix.overrides.map((one) => (
          <Line key={one.id} one={one} onAct={(act) => setActing({ id: one.id, act })} />
        ))}
      </ul>
      {asking ? (
        <AskForm person={matrix.person_id} onDone={onChanged} onClose={() => setAsking(false)} />
      ) : null}
      {acting && acted ? (
        <ActForm one={acted} act={acting.act} onDone={onChanged} onClose={() => setActing(null)} />
      ) : null}
    </section>
  );
}
