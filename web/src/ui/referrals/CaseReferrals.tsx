import { get } from "../../api/client";
import { may } from "../../app/state";
import { labels } from "../../lib/codes";
import { usePages } from "../../lib/pages";
import { PagedList } from "../ListTable";
import { requestWord } from "../requests/words";
import { StepTrack } from "../steps/StepTrack";
import { EmergencyTag, type ReferralSummary, ReferralTag } from "./parts";
import { trackOfSummary } from "./track";
import { referralWord as t } from "./words";

function One({ item }: { item: ReferralSummary }) {
  return (
    <li class="stack tight">
      <p class="row">
        <a href={`/referrals/${item.id}`}>{item.number ?? requestWord("no_number")}</a>
        <ReferralTag status={item.status} />
        <EmergencyTag shown={item.emergency} />
        <span class="small muted">
          {labels("service_type", item.needs)} ·{" "}
          {item.target?.organisation_name ?? requestWord("no_target")}
        </span>
      </p>
      <StepTrack steps={trackOfSummary(item)} />
    </li>
  );
}

interface Props {
  caseId: string;
}

/** The referrals of a case, each with its seven steps. */
export function CaseReferrals({ caseId }: Props) {
  const pages = usePages(
    (page, signal) => {
      const query = { scope: "sent" as const, case_id: caseId, ...page };
      return get("/referrals", { query, signal });
    },
    [caseId],
    ["referral"],
  );
  return (
    <section class="stack tight" aria-label={t("title")}>
      <div class="row between">
        <h2>{t("title")}</h2>
        {may("referrals_ask") ? (
          <a class="button small" href={`/referrals/new?case_id=${caseId}`}>
            {t("start")}
          </a>
        ) : null}
      </div>
      <PagedList pages={pages} none={t("none")} lines={3}>
        {(items) => (
          <ol class="stack">
            {items.map((item) => (
              <One key={item.id} item={item} />
            ))}
          </ol>
        )}
      </PagedList>
    </section>
  );
}
