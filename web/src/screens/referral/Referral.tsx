import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { get } from "../../api/client";
import { may } from "../../app/state";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { DutyClock, DutyList } from "../../ui/clocks";
import { Files } from "../../ui/files/Files";
import { Loaded, Note, PageHead, Tag } from "../../ui/parts";
import { EmergencyTag, ReferralTag, turnOf } from "../../ui/referrals/parts";
import { hasEnded, statesOf } from "../../ui/referrals/track";
import { requestWord } from "../../ui/requests/words";
import { StepTrack, type TrackStep } from "../../ui/steps/StepTrack";
import { stepName } from "../../ui/steps/words";
import { UrgencyTag } from "../../ui/tags";
import { type Act, Actions } from "./Actions";
import { Card } from "./Card";
import { Course } from "./Course";
import { Dialogs } from "./Dialogs";
import { Side } from "./Side";
import type { Referral as Record, StepName } from "./step";
import { Wizard } from "./Wizard";
import { t, word } from "./words";

function Head({ referral, act }: { referral: Record; act: (what: Act) => void }) {
  return (
    <PageHead
      tab={referral.number ?? t("tab")}
      title={
        <span class="row">
          {referral.number ?? t("no_number")}
          <ReferralTag status={referral.status} />
          <EmergencyTag shown={referral.emergency} />
          <UrgencyTag urgency={referral.urgency} />
          {referral.card?.child ? (
            <Tag tone="wait" icon="user">
              {t("child")}
            </Tag>
          ) : null}
          {referral.turn.side === "nobody" ? null : (
            <Tag tone="wait">{requestWord("turn_of", { name: turnOf(referral) })}</Tag>
          )}
        </span>
      }
      sub={
        <>
          {t("sent_by", { name: referral.sender.name })}
          {referral.target ? ` ${t("to", { name: referral.target.organisation_name })}` : ""}
          {referral.case_id ? (
            <>
              {" · "}
              <a href={`/cases/${referral.case_id}`}>
                {t("of_case", { number: referral.case_number ?? "" })}
              </a>
              {referral.person_id ? (
                <>
                  {" · "}
                  <a href={`/cases/${referral.case_id}/persons/${referral.person_id}`}>
                    {t("of_person")}
                  </a>
                </>
              ) : null}
            </>
          ) : null}
        </>
      }
      actions={<Actions referral={referral} act={act} />}
    />
  );
}

/** What has to be seen before anything else. */
function Warnings({ referral }: { referral: Record }) {
  const path = referral.emergency_path;
  return (
    <>
      {path ? (
        <Note tone="bad">
          <b>{t("emergency_open")}:</b> {word("emergency", path.reason)}
          {path.note ? `. ${path.note}` : ""}{" "}
          <span class="muted">
            {t("emergency_approved", { name: path.approved_by, t: momentOf(path.at) })}
          </span>
          {path.skipped.length > 0 ? (
            <p class="strong">
              {t("emergency_left", { steps: path.skipped.map(stepName).join(", ") })}
            </p>
          ) : null}
        </Note>
      ) : null}
      {referral.route === "domestic" ? null : (
        <Note tone={referral.abroad_calls.length > 0 ? undefined : "bad"}>
          <b>{t(`route_${referral.route}`)}</b>{" "}
          {referral.route === "from_abroad" && referral.abroad_calls.length === 0
            ? t("abroad_first")
            : ""}
        </Note>
      )}
      {referral.decline ? (
        <Note tone="bad">
          <b>{requestWord("declined")}:</b> {label("decline_reason", referral.decline.reason)}
          {referral.decline.note ? ` · ${referral.decline.note}` : ""}{" "}
          <span class="muted">{momentOf(referral.decline.at)}</span>
        </Note>
      ) : null}
    </>
  );
}

function trackOf(referral: Record): TrackStep[] {
  const states = statesOf(referral.steps, hasEnded(referral.status));
  const clockOf = (number: number) =>
    referral.clocks.find(
      (duty) => duty.state === "open" && duty.kind === `referral_step_${number}`,
    );
  return referral.steps.map((step, index) => {
    const late = step.skipped ? clockOf(step.number) : undefined;
    return {
      step: step.step,
      state: states[index] ?? "todo",
      by: step.officer,
      organisation: step.organisation_name,
      at: step.done_at,
      clock: late ? <DutyClock duty={late} /> : null,
    };
  });
}

/** Open clocks; of the follow-ups only the next, and skipped steps have theirs on the track. */
function clocksOf(referral: Record): Record["clocks"] {
  const open = referral.clocks.filter(
    (duty) => duty.state === "open" && !duty.kind.startsWith("referral_step_"),
  );
  const next = open.find((duty) => duty.kind.startsWith("referral_follow_up"));
  return open.filter((duty) => duty === next || !duty.kind.startsWith("referral_follow_up"));
}

/** The step to open first: the one in hand, else the last. */
function firstOpen(referral: Record): StepName {
  const at = trackOf(referral).findIndex((one) => one.state !== "done");
  return (referral.steps[at] ?? referral.steps[referral.steps.length - 1])?.step ?? "travel";
}

/** Papers are for the sender's side, and for who has accepted in writing. */
function mayHaveFiles(referral: Record): boolean {
  return (
    may("files_read") &&
    !(referral.party !== "sender" && referral.identity_missing.includes("acceptance"))
  );
}

interface BodyProps {
  referral: Record;
  onChanged: (referral: Record) => void;
}

function Body({ referral, onChanged }: BodyProps) {
  const { route } = useLocation();
  const [opened, setOpened] = useState<Act | null>(null);
  const [step, setStep] = useState<StepName | null>(null);
  function change(now: Record) {
    setStep(null);
    onChanged(now);
  }
  return (
    <>
      <Head referral={referral} act={setOpened} />
      <Warnings referral={referral} />
      <DutyList duties={clocksOf(referral)} label={t("clocks")} />
      <StepTrack steps={trackOf(referral)} onOpen={(one) => setStep(one as StepName)} />
      <div class="columns">
        <div class="stack">
          <Wizard
            referral={referral}
            open={step ?? firstOpen(referral)}
            onOpen={setStep}
            onChanged={change}
          />
          <Card referral={referral} />
          {mayHaveFiles(referral) ? (
            <Files subject={{ kind: "referral", id: referral.id }} />
          ) : null}
          <Course referral={referral} />
        </div>
        <Side referral={referral} />
      </div>
      {opened ? (
        <Dialogs
          referral={referral}
          act={opened}
          onClose={() => setOpened(null)}
          onChanged={change}
          onMade={(path) => route(path)}
        />
      ) : null}
    </>
  );
}

/** One referral, as this side may see it. */
export default function Referral() {
  const { params } = useRoute();
  const id = params.id ?? "";
  const record = useResource(
    (signal) => get("/referrals/{id}", { ids: { id }, signal }),
    [id],
    ["referral", "duty", "consent"],
  );
  return (
    <Loaded of={record} lines={10}>
      {(referral) => <Body key={referral.id} referral={referral} onChanged={record.set} />}
    </Loaded>
  );
}
