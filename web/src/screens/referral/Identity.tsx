import { useEffect, useState } from "preact/hooks";
import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { useAction } from "../../lib/action";
import { label } from "../../lib/codes";
import { SelectField } from "../../ui/Field";
import { Button, Facts, ProblemNote } from "../../ui/parts";
import { stepName } from "../../ui/steps/words";
import { missingText, type Referral } from "./step";
import { t, word } from "./words";

type Reason = Of<"IdentityReveal">["reason"];
type Person = Of<"ReferredPerson">;

const REASONS: readonly Reason[] = ["reception", "travel", "service", "follow_up", "emergency"];
const SHOWN_MS = 5 * 60_000;

/** What is left out, in words: a step by its name. */
function partName(part: string): string {
  const name = word("part", part);
  return name === part ? stepName(part) : name;
}

function Shown({ person }: { person: Person }) {
  return (
    <Facts
      rows={[
        [t("full_name"), person.full_name],
        [t("other_names"), person.other_names.join(", ")],
        [t("birth"), person.birth],
        [t("phone"), person.phone],
        [
          t("id_number"),
          [label("id_kind", person.id_kind), person.id_number].filter(Boolean).join(" "),
        ],
        [t("origin_address"), person.origin_address],
      ]}
    />
  );
}

/** Who the person is: closed and why, or open with a reason, for five minutes. */
export function Identity({ referral }: { referral: Referral }) {
  const [reason, setReason] = useState<Reason | "">("");
  const [persons, setPersons] = useState<Person[] | null>(null);
  const action = useAction();
  const open = referral.identity_available;
  useEffect(() => {
    if (!persons) return;
    const timer = setTimeout(() => setPersons(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [persons]);
  useEffect(() => {
    if (!open) setPersons(null);
  }, [open]);
  async function show() {
    if (!reason) return;
    const answer = await action.run("reveal", { id: referral.id, reason }, () =>
      post("/referrals/{id}/identity-reveals", { reason }, { ids: { id: referral.id } }),
    );
    if (answer) setPersons(answer.persons);
  }
  const missing = referral.identity_missing.map((field) => ({ field, code: "required" }));
  return (
    <section class="card pad stack tight">
      <h2>{t("identity")}</h2>
      {open ? null : (
        <p class="small">
          {t("identity_closed")} <b>{missingText(missing)}</b>
        </p>
      )}
      {referral.masked.length > 0 ? (
        <p class="tiny muted">{t("masked", { parts: referral.masked.map(partName).join(", ") })}</p>
      ) : null}
      <ProblemNote error={action.error} />
      {open && persons ? (
        <>
          {persons.map((person, index) => (
            <Shown key={index} person={person} />
          ))}
          <div class="row">
            <Button small onClick={() => setPersons(null)}>
              {t("identity_hide")}
            </Button>
          </div>
        </>
      ) : null}
      {open && !persons ? (
        <>
          <p class="small">{t(referral.party === "sender" ? "identity_own" : "identity_open")}</p>
          <SelectField
            label={t("identity_reason")}
            name="reveal_reason"
            value={reason}
            empty="–"
            options={REASONS.map((value) => ({ value, label: t(`reason_${value}`) }))}
            onChange={(value) => setReason(value as Reason)}
          />
          <div class="row">
            <Button small icon="eye" busy={!reason || action.busy} onClick={() => void show()}>
              {t("identity_show")}
            </Button>
          </div>
          <p class="hint">{t("identity_hint")}</p>
        </>
      ) : null}
    </section>
  );
}
