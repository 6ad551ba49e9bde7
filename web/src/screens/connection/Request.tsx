import type { Connection } from "../../api/types";
import { stateWord } from "../../i18n/common";
import { label, placeName } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { Facts } from "../../ui/parts";
import { requestWord } from "../../ui/requests/words";
import { t } from "./words";

/** What is asked, and what may be known about the person. */
export function Request({ connection }: { connection: Connection }) {
  const { card, target } = connection;
  return (
    <section class="card pad stack">
      <div class="grid2">
        <div class="stack tight">
          <h2>{t("request")}</h2>
          <Facts
            rows={[
              [
                t("needs"),
                <ul key="needs">
                  {connection.need_details.map((need) => (
                    <li key={need.service}>
                      <b>{label("service_type", need.service)}</b>
                      {need.detail ? `: ${need.detail}` : ""}
                    </li>
                  ))}
                </ul>,
              ],
              [
                t("target"),
                target
                  ? `${target.organisation_name}${target.unit_name ? ` · ${target.unit_name}` : ""}`
                  : t("no_target"),
              ],
              [t("target_kind"), stateWord("target", target?.kind)],
              [requestWord("channel_used"), label("coordination_form", connection.channel_used)],
              [t("agreed_measure"), connection.agreed_measure],
              [
                t("delegation"),
                connection.delegation
                  ? `${connection.delegation.unit_name} · ${momentOf(connection.delegation.at)}`
                  : null,
              ],
            ]}
          />
        </div>
        <div class="stack tight">
          <h2>{t("card")}</h2>
          <Facts
            rows={[
              [requestWord("card_age"), label("age_band", card.age_band)],
              [requestWord("card_sex"), label("sex", card.sex)],
              [requestWord("card_language"), label("language", card.language)],
              [requestWord("card_place"), placeName(card.province)],
              [requestWord("card_risk"), stateWord("risk", card.risk_level)],
            ]}
          />
          {card.summary ? <p class="prose small">{card.summary}</p> : null}
        </div>
      </div>
    </section>
  );
}
