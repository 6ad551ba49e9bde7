import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may, session } from "../../app/state";
import { common } from "../../i18n/common";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { useResource } from "../../lib/resource";
import { SelectField } from "../../ui/Field";
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

function Filters({ view, query }: { view: View; query: Query }) {
  const units = useUnits(view === "inbox" && may("directory_read"));
  return (
    <section class="card filters" aria-label={common("search")}>
      {view === "board" ? (
        <SelectField
          label={t("turn")}
          value={query.get("turn")}
          empty={common("all")}
          options={[
            { value: "mine", label: t("turn_mine") },
            { value: "other", label: t("turn_other") },
          ]}
          onChange={(turn) => query.set({ turn })}
        />
      ) : (
        <SelectField
          label={common("state")}
          value={query.get("state")}
          empty={common("all")}
          options={STATES.map((value) => ({ value, label: referralWord(`status_${value}`) }))}
          onChange={(state) => query.set({ state })}
        />
      )}
      {view === "inbox" && units.length > 0 ? (
        <SelectField
          label={t("unit")}
          value={query.get("unit_id")}
          empty={common("all")}
          options={units}
          onChange={(unit_id) => query.set({ unit_id })}
        />
      ) : null}
    </section>
  );
}

/** Referrals of either side: sent, received, or all of them by state. */
export default function Referrals() {
  const query = useQuery();
  const asked = query.get("view") as View;
  const view = views().includes(asked) ? asked : (views()[0] ?? "inbox");
  const turn = query.get("turn");
  const pages = usePages(
    (cursor, signal) => {
      const filters =
        view === "board"
          ? { scope: "all" as const, limit: ON_BOARD }
          : {
              scope: view,
              state: (query.get("state") || undefined) as Of<"ReferralStatus"> | undefined,
              unit_id: query.get("unit_id") || undefined,
            };
      return get("/referrals", { query: { ...filters, cursor }, signal });
    },
    [view, query.text],
    ["referral", "duty"],
  );
  return (
    <>
      <PageHead title={referralWord("title")} sub={t("sub")} tab={referralWord("title")} />
      <Tabs view={view} />
      <Filters view={view} query={query} />
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
