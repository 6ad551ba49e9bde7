import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may, session } from "../../app/state";
import { common } from "../../i18n/common";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { Filter, Filters } from "../../ui/Filters";
import { PagedList } from "../../ui/ListTable";
import { PageHead } from "../../ui/parts";
import { isMine } from "../../ui/referrals/parts";
import { ReferralTable } from "../../ui/referrals/ReferralTable";
import { referralWord } from "../../ui/referrals/words";
import { Board } from "./Board";
import { t } from "./words";

type View = "sent" | "inbox" | "board";
const STATES: readonly Of<"ReferralStatus">[] = [
  "draft",
  "sent",
  "acknowledged",
  "delegated",
  "accepted",
  "in_transit",
  "handed_over",
  "in_service",
  "completed",
  "declined",
  "rerouted",
  "withdrawn_by_victim",
  "cancelled",
  "expired",
];
const ON_BOARD = 200;

/** What this person may look at: who asks has something sent, who answers has an inbox. */
function views(): View[] {
  const asks = may("referrals_ask");
  return asks ? ["sent", "inbox", "board"] : ["inbox", "board"];
}

function Tabs({ view }: { view: View }) {
  return (
    <nav class="tabs" aria-label={t("views")}>
      {views().map((one) => (
        <a
          key={one}
          href={`/referrals?view=${one}`}
          aria-current={one === view ? "page" : undefined}
        >
          {t(one === "board" ? "board" : `scope_${one}`)}
        </a>
      ))}
    </nav>
  );
}

/** The units of the own organisation, for an inbox of one of them. */
function useUnits(wanted: boolean) {
  const id = session.value?.posts[0]?.organisation_id ?? "";
  const own = useResource(
    async (signal) => (wanted && id ? get("/organisations/{id}", { ids: { id }, signal }) : null),
    [id, wanted],
  );
  return (own.data?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }));
}

function BoardFilter({ query }: { query: Query }) {
  const turns = (["mine", "other"] as const).map((value) => ({ value, label: t(`turn_${value}`) }));
  return <Filter query={query} name="turn" label={t("turn")} options={turns} />;
}

function ReferralFilters({ view, query }: { view: View; query: Query }) {
  const units = useUnits(view === "inbox" && may("directory_read"));
  const states = STATES.map((value) => ({ value, label: referralWord(`status_${value}`) }));
  return (
    <Filters>
      {view === "board" ? (
        <BoardFilter query={query} />
      ) : (
        <Filter query={query} name="state" label={common("state")} options={states} />
      )}
      {view === "inbox" && units.length > 0 ? (
        <Filter query={query} name="unit_id" label={t("unit")} options={units} />
      ) : null}
    </Filters>
  );
}

/** Referrals of either side: sent, received, or all of them by state. */
export default function Referrals() {
  const query = useQuery();
  const asked = query.get("view") as View;
  const view = views().includes(asked) ? asked : (views()[0] ?? "inbox");
  const turn = query.get("turn");
  const pages = usePages(
    (page, signal) => {
      const filters =
        view === "board"
          ? { scope: "all" as const, limit: ON_BOARD }
          : {
              scope: view,
              state: (query.get("state") || undefined) as Of<"ReferralStatus"> | undefined,
              unit_id: query.get("unit_id") || undefined,
            };
      return get("/referrals", { query: { ...filters, ...page }, signal });
    },
    [view, query.text],
    ["referral", "duty"],
  );
  return (
    <>
      <PageHead title={referralWord("title")} sub={t("sub")} tab={referralWord("title")} />
      <Tabs view={view} />
      <ReferralFilters view={view} query={query} />
      <PagedList pages={pages} none={t("none")}>
        {(items) => {
          if (view !== "board") {
            return <ReferralTable items={items} caption={referralWord("title")} />;
          }
          return (
            <Board items={items.filter((item) => !turn || isMine(item) === (turn === "mine"))} />
          );
        }}
      </PagedList>
    </>
  );
}
