import { momentOf } from "../../lib/format";
import { Icon } from "../../ui/Icon";
import { Facts } from "../../ui/parts";
import { ReferralTag } from "../../ui/referrals/parts";
import { hasEnded } from "../../ui/referrals/track";
import { Chain } from "../../ui/requests/Chain";
import { Identity } from "./Identity";
import { missingText, type Referral } from "./step";
import { t, word } from "./words";

function Gates({ referral }: { referral: Referral }) {
  if (referral.gates.length === 0 || hasEnded(referral.status)) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("gates")}</h2>
      <ul class="list small gates">
        {referral.gates.map((gate) => (
          <li key={gate.gate} class={gate.open ? "open" : ""}>
            <Icon name={gate.open ? "tick" : "lock"} small />
            <span>
              <b>{word("gate", gate.gate)}</b>
              <br />
              <span class="muted tiny">
                {gate.open ? t("gate_open") : t("gate_shut", { what: missingText(gate.missing) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Papers({ referral }: { referral: Referral }) {
  if (referral.papers.length === 0) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("papers_title")}</h2>
      <ul class="list small">
        {referral.papers.map((paper) => (
          <li key={paper.number}>
            <b>{word("paper", paper.kind)}</b> {paper.number} · {momentOf(paper.issued_at)}{" "}
            {paper.available ? (
              <a
                href={`/api/v1/referrals/${referral.id}/papers/${paper.kind}/pdf`}
                target="_blank"
                rel="noreferrer"
              >
                PDF<span class="hidden">: {word("paper", paper.kind)}</span>
              </a>
            ) : (
              <span class="muted">({t("paper_closed")})</span>
            )}
            <div class="hash muted">{paper.hash}</div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Moments({ referral }: { referral: Referral }) {
  const { delegation } = referral;
  const at = (moment: string | null) => (moment ? momentOf(moment) : "");
  const rows = [
    [
      t("delegated"),
      delegation
        ? [delegation.unit_name, delegation.reported_to, momentOf(delegation.at), delegation.note]
            .filter(Boolean)
            .join(" · ")
        : "",
    ],
    [t("pack_released"), at(referral.pack_released_at)],
    [t("departed"), at(referral.departed_at)],
    [t("arrived"), at(referral.arrived_at)],
    [t("handed_over"), at(referral.handed_over_at)],
    ...referral.abroad_calls.map((call) => [
      t("abroad_calls"),
      [momentOf(call.at), call.organisation_name, call.spoke_with, call.note]
        .filter(Boolean)
        .join(" · "),
    ]),
  ].filter(([, value]) => value) as [string, string][];
  if (rows.length === 0) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("moments")}</h2>
      <Facts rows={rows} />
    </section>
  );
}

/** Beside the steps: who the person is, the gates, the papers, the chain. */
export function Side({ referral }: { referral: Referral }) {
  return (
    <aside class="stack">
      <Identity referral={referral} />
      <Gates referral={referral} />
      <Moments referral={referral} />
      <Papers referral={referral} />
      <Chain
        title={t("chain")}
        links={referral.chain}
        path="/referrals"
        tag={({ status }) => <ReferralTag status={status} />}
      />
    </aside>
  );
}
