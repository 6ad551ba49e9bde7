import { get } from "../../api/client";
import { may } from "../../app/state";
import { labels } from "../../lib/codes";
import { usePages } from "../../lib/pages";
import { PagedList } from "../ListTable";
import { StepTrack } from "../steps/StepTrack";
import { EmergencyTag, type ReferralSummary, ReferralTag } from "./parts";
import { trackOfSummary } from "./track";
import { referralWord as t } from "./words";

function One({ item }: { item: ReferralSummary }) {
  return (
    <li class="stack tight">
      <p class="row">
        <a href={`/referrals/${item.id}`}>{item.number ?? t("no_number")}</a>
        <ReferralTag status={item.status} />
        <EmergencyTag shown={item.emergency} />
        <span class="small muted">
          {labels("service_type", item.needs)} · {item.target?.organisation_name ?? t("no_target")}
        </span>
      </p>
      <StepTrack steps={trackOfSummary(item)} />
    </li>
  );
}

interface Props {
  caseId: string;
  /** The persons a new referral may be for; none: no way to start one. */
  persons: readonly { id: string; name: string }[];
}

/** The referrals of a case, each with its seven steps. */
export function CaseReferrals({ caseId, persons }: Props) {
  const pages = usePages(
    (cursor, signal) => {
      const query = { scope: "sent" as const, case_id: caseId, ...(cursor ? { cursor } : {}) };
      return get("/referrals", { query, signal });
    },
    [caseId],
    ["referral"],
  );
  return (
    <section class="stack tight" aria-label={t("title")}>
      <div class="row between">
        <h2>{t("title")}</h2>
        {may("referrals_ask")
          ? persons.map((person) => (
              <a
                key={person.id}
                class="button small"
                href={`/referrals/new?case_id=${caseId}&person_id=${person.id}`}
              >
                {t("start")}
                {persons.length > 1 ? `: ${person.name}` : ""}
              </a>
            ))
          : null}
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
