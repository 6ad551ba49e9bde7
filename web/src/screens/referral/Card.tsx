import { label, labels, placeName } from "../../lib/codes";
import { Empty, Facts } from "../../ui/parts";
import { requestWord } from "../../ui/requests/words";
import type { Referral } from "./step";
import { t } from "./words";

/** What is asked, and the card: all that the receiver knows before acceptance and consent. */
export function Card({ referral }: { referral: Referral }) {
  const { card, target } = referral;
  return (
    <section class="card pad grid2">
      <div class="stack tight">
        <h2>{t("request")}</h2>
        <Facts
          rows={[
            ...referral.need_details.map(
              (need) => [label("service_type", need.service), need.detail || "✓"] as const,
            ),
            [
              t("target"),
              target
                ? [target.organisation_name, target.unit_name].filter(Boolean).join(" · ")
                : t("no_target"),
            ],
            [requestWord("channel_used"), label("coordination_form", referral.channel_used)],
          ]}
        />
      </div>
      <div class="stack tight">
        <h2>{t("card")}</h2>
        {card ? (
          <>
            <Facts
              rows={[
                [requestWord("card_age"), label("age_band", card.age_band)],
                [requestWord("card_sex"), label("sex", card.sex)],
                [requestWord("card_language"), labels("language", card.languages)],
                [requestWord("card_place"), placeName(card.province)],
                [requestWord("card_risk"), label("risk_level", card.risk_level)],
                [t("card_accompanying"), card.accompanying || ""],
              ]}
            />
            {card.summary ? <p class="prose small">{card.summary}</p> : null}
          </>
        ) : (
          <Empty>{t("card_closed")}</Empty>
        )}
      </div>
    </section>
  );
}
