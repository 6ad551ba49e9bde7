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
import { Views } from "./Views";
import { t } from "./words";

const STATES: readonly Of<"CaseState">[] = ["open", "in_support", "monitoring", "closed"];
const SCOPES = ["mine", "organisation", "shared"] as const;
const RISKS = ["low", "medium", "high", "emergency"] as const;

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
      <Views query={query} />
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
