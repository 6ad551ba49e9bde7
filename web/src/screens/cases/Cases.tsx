import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { common, stateOptions } from "../../i18n/common";
import { options } from "../../lib/codes";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { Filter, Filters } from "../../ui/Filters";
import { Icon } from "../../ui/Icon";
import { PagedList } from "../../ui/ListTable";
import { Button, PageHead } from "../../ui/parts";
import { CaseTable } from "./CaseTable";
import { StartCase } from "./StartCase";
import { t } from "./words";

const STATES: readonly Of<"CaseState">[] = ["open", "in_support", "monitoring", "closed"];
const SCOPES = ["mine", "organisation", "shared"] as const;
const RISKS = ["low", "medium", "high", "emergency"] as const;

// Views are addresses: they can be kept as bookmarks and sent to a colleague.
const VIEWS = [
  ["view_mine", "scope=mine"],
  ["view_risk", "risk=high"],
  ["view_identify", "identification=in_identification"],
  ["view_shared", "scope=shared"],
  ["view_closed", "state=closed"],
] as const;

function Views({ here }: { here: string }) {
  return (
    <nav class="tabs" aria-label={t("views")}>
      <a href="/cases" aria-current={here === "" ? "page" : undefined}>
        {common("all")}
      </a>
      {VIEWS.map(([word, text]) => (
        <a key={word} href={`/cases?${text}`} aria-current={here === text ? "page" : undefined}>
          {t(word)}
        </a>
      ))}
    </nav>
  );
}

function CaseFilters({ query }: { query: Query }) {
  const scopes = SCOPES.map((value) => ({ value, label: t(`scope_${value}`) }));
  const lists = {
    scope: [t("scope"), scopes],
    state: [common("state"), stateOptions("case", STATES)],
    identification: [t("identification"), options("identification_status")],
    risk: [t("risk"), stateOptions("risk", RISKS)],
  } as const;
  return (
    <Filters>
      {Object.entries(lists).map(([name, [label, choices]]) => (
        <Filter key={name} query={query} name={name} label={label} options={choices} />
      ))}
    </Filters>
  );
}

/** The cases this person has a part in. */
export default function Cases() {
  const query = useQuery();
  const from = query.get("contact");
  const [starting, setStarting] = useState(from !== "");
  const pages = usePages(
    (page, signal) => {
      const { contact: _, number: __, ...filters } = query.all;
      return get("/cases", { query: { ...filters, ...page }, signal });
    },
    [query.text],
    ["case"],
  );
  return (
    <>
      <PageHead
        title={t("title")}
        sub={t("sub")}
        tab={t("title")}
        actions={
          <>
            {may("persons_search") ? (
              <a class="button" href="/persons">
                <Icon name="find" small />
                {t("find_person")}
              </a>
            ) : null}
            {may("cases_start") ? (
              <Button kind="main" icon="plus" onClick={() => setStarting(true)}>
                {t("start")}
              </Button>
            ) : null}
          </>
        }
      />
      <Views here={query.text} />
      <CaseFilters query={query} />
      <PagedList pages={pages} none={t("none")}>
        {(items) => <CaseTable items={items} />}
      </PagedList>
      {starting ? (
        <StartCase
          contact={from ? { id: from, number: query.get("number") } : undefined}
          onClose={() => {
            setStarting(false);
            query.set({ contact: "", number: "" });
          }}
        />
      ) : null}
    </>
  );
}
