import type { Of } from "../../api/types";
import { labels } from "../../lib/codes";
import { DueText } from "../../ui/clocks";
import { EmergencyTag, isMine, type ReferralSummary, turnOf } from "../../ui/referrals/parts";
import { referralWord } from "../../ui/referrals/words";
import { requestWord } from "../../ui/requests/words";
import { UrgencyTag } from "../../ui/tags";
import { byUrgency } from "./order";
import { t } from "./words";

const COLUMNS: readonly (readonly [Parameters<typeof t>[0], readonly Of<"ReferralStatus">[]])[] = [
  ["column_draft", ["draft"]],
  ["column_asked", ["sent", "acknowledged", "delegated"]],
  ["column_declined", ["declined", "expired"]],
  ["column_accepted", ["accepted"]],
  ["column_in_transit", ["in_transit"]],
  ["column_received", ["handed_over", "in_service"]],
];

function Tile({ item }: { item: ReferralSummary }) {
  return (
    <article class={item.emergency ? "card dutycard tile danger" : "card dutycard tile"}>
      <div class="row">
        <a href={`/referrals/${item.id}`}>{item.number ?? requestWord("no_number")}</a>
        <UrgencyTag urgency={item.urgency} />
      </div>
      <p class="small strong">{labels("service_type", item.needs)}</p>
      <p class="tiny muted">
        {item.party === "sender"
          ? (item.target?.organisation_name ?? requestWord("no_target"))
          : requestWord("from", { name: item.sender.name })}
      </p>
      <p class="tiny">{isMine(item) ? <b>{turnOf(item)}</b> : turnOf(item)}</p>
      <EmergencyTag shown={item.emergency} />
      <DueText dueAt={item.due_at} overdue={item.overdue} />
      <progress
        class="main"
        max={7}
        value={item.steps_done.length}
        aria-label={referralWord("steps_of", { n: item.steps_done.length })}
      />
    </article>
  );
}

/** By state, what is late first. Referrals move by doing the next step, not by dragging. */
export function Board({ items }: { items: readonly ReferralSummary[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus
    <section class="board" tabIndex={0} aria-label={t("board")}>
      {COLUMNS.map(([word, states]) => {
        const here = byUrgency(items.filter((item) => states.includes(item.status)));
        const late = here.some((item) => item.overdue || item.emergency);
        return (
          <section key={word} class={late ? "boardcolumn overdue" : "boardcolumn"}>
            <h2 class="small">
              {t(word)} <span class="muted">{here.length}</span>
            </h2>
            {here.length === 0 ? <p class="tiny muted">{t("nothing")}</p> : null}
            {here.map((item) => (
              <Tile key={item.id} item={item} />
            ))}
          </section>
        );
      })}
    </section>
  );
}
