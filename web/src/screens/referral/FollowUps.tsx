import { useState } from "preact/hooks";
import { post } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { dayOf, dayText } from "../../lib/format";
import { FormDialog, mustOf, textOf } from "../../ui/FormDialog";
import { Button, Tag, type Tone } from "../../ui/parts";
import { nowText } from "./forms";
import type { Referral } from "./step";
import { t, word } from "./words";

type Evaluation = Of<"FollowUpEvaluation">;
const OUTCOMES: readonly Evaluation["outcome"][] = [
  "safe_and_well",
  "needs_more_support",
  "unsafe",
  "re_trafficked",
  "lost_contact",
  "declined_to_answer",
];
const RISKS: readonly Evaluation["re_trafficking_risk"][] = ["low", "medium", "high", "unknown"];
const TONES: Record<string, Tone> = {
  safe_and_well: "ok",
  unsafe: "bad",
  re_trafficked: "bad",
};

function riskWord(risk: string): string {
  return stateWord(risk === "unknown" ? "ynu" : "risk", risk);
}

interface Props {
  referral: Referral;
  onChanged: (referral: Referral) => void;
}

function Evaluate({
  referral,
  number,
  onChanged,
  onClose,
}: Props & { number: number; onClose: () => void }) {
  const { id, version } = referral;
  return (
    <FormDialog
      title={t("evaluate")}
      form={`evaluate ${id} ${number}`}
      submit={t("evaluate")}
      initial={{ evaluated_on: dayOf(nowText()) }}
      fields={[
        { name: "evaluated_on", label: t("evaluated_on"), kind: "date", required: true },
        {
          name: "outcome",
          label: t("result"),
          kind: "select",
          options: OUTCOMES.map((value) => ({ value, label: t(`result_${value}`) })),
          required: true,
          wide: false,
        },
        {
          name: "re_trafficking_risk",
          label: t("re_risk"),
          kind: "select",
          options: RISKS.map((value) => ({ value, label: riskWord(value) })),
          required: true,
          wide: false,
        },
        { name: "words", label: t("re_words"), kind: "area", max: 4000, required: true },
        { name: "note", label: common("note"), kind: "area", max: 4000 },
      ]}
      send={(values, key) =>
        post(
          "/referrals/{id}/follow-ups/{number}/evaluations",
          {
            version,
            evaluated_on: mustOf(values, "evaluated_on"),
            outcome: textOf(values, "outcome") as Evaluation["outcome"],
            re_trafficking_risk: textOf(
              values,
              "re_trafficking_risk",
            ) as Evaluation["re_trafficking_risk"],
            words: mustOf(values, "words"),
            note: textOf(values, "note"),
          },
          { ids: { id, number: String(number) }, key },
        )
      }
      onDone={(answer) => onChanged(answer as Referral)}
      onClose={onClose}
    />
  );
}

/** The dates after the hand-over, each with what became of the person. */
export function FollowUps({ referral, onChanged }: Props) {
  const [open, setOpen] = useState<number | null>(null);
  const may = referral.next_actions.includes("evaluate");
  const handover = referral.hand_over || referral.next_actions.includes("write_hand_over_record");
  return (
    <div class="stack tight">
      {handover ? (
        <p>
          <a href={`/referrals/${referral.id}/hand-over`}>{t("handover_page")}</a>
        </p>
      ) : null}
      <h3>{t("follow_ups")}</h3>
      {referral.follow_ups.length === 0 ? (
        <p class="small muted">{t("no_follow_ups")}</p>
      ) : (
        <ol class="list small">
          {referral.follow_ups.map((one) => (
            <li key={one.number}>
              <div class="row between">
                <span>
                  <b>{t("months", { n: one.months })}</b>
                  {one.due_on ? ` · ${t("due_on", { day: dayText(one.due_on) })}` : ""}
                </span>
                {one.done ? (
                  <Tag tone={TONES[one.outcome ?? ""] ?? "warn"}>{word("result", one.outcome)}</Tag>
                ) : may ? (
                  <Button
                    small
                    label={`${t("evaluate")}: ${t("months", { n: one.months })}`}
                    onClick={() => setOpen(one.number)}
                  >
                    {t("evaluate")}
                  </Button>
                ) : null}
              </div>
              {one.words ? <p class="prose">{t("own_words", { words: one.words })}</p> : null}
              {one.done ? (
                <p class="muted tiny">
                  {[
                    one.evaluated_on ? dayText(one.evaluated_on) : "",
                    `${t("re_risk")}: ${riskWord(one.re_trafficking_risk ?? "")}`,
                    one.note,
                    one.by,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
              ) : null}
            </li>
          ))}
        </ol>
      )}
      {open === null ? null : (
        <Evaluate
          referral={referral}
          number={open}
          onChanged={onChanged}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
