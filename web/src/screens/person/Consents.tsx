import { useState } from "preact/hooks";
import { get, post } from "../../api/client";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { dateOf, dayText, momentOf } from "../../lib/format";
import { useResource } from "../../lib/resource";
import { FormDialog, mustOf, reasonField, textOf } from "../../ui/FormDialog";
import { Icon } from "../../ui/Icon";
import { Button, Facts, Loaded, Note } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
import { CATEGORIES, ConsentForm, GIVEN_BY, QUESTIONS } from "./ConsentForm";
import { Masked } from "./Masked";
import { Overrides } from "./Overrides";
import { ConsentTag } from "./tags";
import { categoryNames, choices, t, word } from "./words";

type Matrix = Of<"ConsentMatrix">;
type Consent = Of<"Consent">;

/** The seven answers and the papers behind one consent. */
function Details({ consent }: { consent: Consent }) {
  const { representative } = consent;
  const answers = QUESTIONS.map((one) => [
    t(`q_${one}`),
    word("answer", consent.answers?.[one]),
  ]) satisfies [string, string][];
  return (
    <details>
      <summary>{t("details")}</summary>
      <Facts
        rows={[
          [t("given_by"), word("given", consent.given_by)],
          [t("form"), word("form", consent.form)],
          [t("language"), label("language", consent.language)],
          [t("text_version"), consent.text_version],
          ...answers,
          [t("evidence"), consent.evidence],
          [t("witness"), consent.witness],
          [
            t("representative"),
            representative
              ? [representative.name, representative.relation, word("rep", representative.kind)]
                  .filter(Boolean)
                  .join(" · ")
              : null,
          ],
          [t("excluded_reason"), consent.representative_excluded_reason],
          [t("withdrawal_reason"), consent.withdrawal_reason],
        ]}
      />
      <Masked fields={consent.masked} />
    </details>
  );
}

function Cell({ consent, category }: { consent: Consent; category: Of<"ConsentCategory"> }) {
  const open = consent.state === "in_force" && consent.categories.includes(category);
  return (
    <td class="mark">
      {open ? (
        <span class="good">
          <Icon name="tick" small />
          <span class="hidden">{common("yes")}</span>
        </span>
      ) : (
        <span class="muted tiny">{common("no")}</span>
      )}
    </td>
  );
}

function Row({ consent, onWithdraw }: { consent: Consent; onWithdraw: () => void }) {
  return (
    <tr>
      <th scope="row">
        <b>{word("purpose", consent.purpose)}</b>
        <div>{consent.recipient_name ?? t("anyone")}</div>
        <div class="row">
          <ConsentTag state={consent.state} />
          <span class="tiny muted">
            {dayText(consent.valid_from)} – {consent.valid_to ? dayText(consent.valid_to) : "…"}
          </span>
        </div>
        {consent.missing.map((one) => (
          <p class="fielderror" key={one}>
            {word("missing", one)}
          </p>
        ))}
        <Details consent={consent} />
      </th>
      {CATEGORIES.map((one) => (
        <Cell key={one} consent={consent} category={one} />
      ))}
      <td>
        {consent.next_actions.includes("withdraw") ? (
          <Button small kind="danger" onClick={onWithdraw}>
            {t("withdraw")}
          </Button>
        ) : consent.withdrawn_at ? (
          <span class="tiny muted nowrap">{dateOf(consent.withdrawn_at)}</span>
        ) : null}
      </td>
    </tr>
  );
}

function Holders({ holders }: { holders: Matrix["holders"] }) {
  return (
    <section class="card pad stack tight">
      <h2>{t("holders")}</h2>
      {holders.length === 0 ? <p class="small muted">{t("no_holders")}</p> : null}
      <ul class="list small">
        {holders.map((one) => (
          <li key={`${one.organisation_id} ${one.known_from}`}>
            <b>{one.organisation_name}</b>
            <p>{categoryNames(one.categories)}</p>
            <p class="tiny muted">
              {word("from", one.known_from)} · {momentOf(one.since)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Table({ matrix, onWithdraw }: { matrix: Matrix; onWithdraw: (one: Consent) => void }) {
  return (
    <TableFrame label={t("consents")} card>
      <table class="matrix">
        <caption class="hidden">{t("consents")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("purpose_recipient")}</th>
            {CATEGORIES.map((one) => (
              <th scope="col" key={one} class="wrap">
                {word("cat", one)}
              </th>
            ))}
            <th scope="col">
              <span class="hidden">{t("withdraw")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {matrix.items.map((one) => (
            <Row key={one.id} consent={one} onWithdraw={() => onWithdraw(one)} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** Which data may go to whom and for what; who holds what already. */
export function Consents({ id, onChanged }: { id: string; onChanged: () => void }) {
  const record = useResource(
    (signal) => get("/persons/{id}/consents", { ids: { id }, signal }),
    [id],
    ["case", "consent", "duty"],
  );
  const [recording, setRecording] = useState(false);
  const [taken, setTaken] = useState<Consent | null>(null);
  const [toTell, setToTell] = useState<Matrix["holders"]>([]);
  const changed = () => {
    record.reload();
    onChanged();
  };
  return (
    <Loaded of={record}>
      {(matrix) => (
        <div class="columns">
          <div class="stack">
            <div class="row between">
              <p class="small">
                {t("must_agree")}:{" "}
                <b>{matrix.who_must_agree.map((one) => word("must", one)).join(" + ")}</b>
              </p>
              {matrix.next_actions.includes("record") ? (
                <Button kind="main" icon="plus" onClick={() => setRecording(true)}>
                  {t("record_consent")}
                </Button>
              ) : null}
            </div>
            {toTell.length > 0 ? (
              <Note tone="warn" live>
                {t("to_tell", { names: toTell.map((one) => one.organisation_name).join(", ") })}
              </Note>
            ) : null}
            {matrix.items.length > 0 ? (
              <Table matrix={matrix} onWithdraw={setTaken} />
            ) : (
              <p class="card empty">{t("no_consents")}</p>
            )}
            <Overrides matrix={matrix} onChanged={changed} />
          </div>
          <aside class="stack">
            <Holders holders={matrix.holders} />
          </aside>
          {recording ? (
            <ConsentForm matrix={matrix} onDone={changed} onClose={() => setRecording(false)} />
          ) : null}
          {taken ? (
            <FormDialog
              title={t("withdraw")}
              form={`withdraw ${taken.id} ${taken.version}`}
              submit={t("withdraw")}
              danger
              fields={[
                {
                  name: "given_by",
                  label: t("taken_by"),
                  kind: "choice",
                  options: choices("given", GIVEN_BY),
                  required: true,
                },
                reasonField(),
              ]}
              initial={{ given_by: taken.given_by ?? "self" }}
              send={(values, key) =>
                post(
                  "/consents/{id}/withdrawals",
                  {
                    version: taken.version,
                    reason: mustOf(values, "reason"),
                    given_by: textOf(values, "given_by") as Of<"ConsentGivenBy">,
                  },
                  { ids: { id: taken.id }, key },
                )
              }
              onDone={(answer) => {
                setToTell((answer as Of<"ConsentWithdrawn">).holders);
                changed();
              }}
              onClose={() => setTaken(null)}
            >
              <p class="small">{t("withdraw_hint")}</p>
            </FormDialog>
          ) : null}
        </div>
      )}
    </Loaded>
  );
}
