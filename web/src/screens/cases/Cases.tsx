import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { common, stateWord } from "../../i18n/common";
import { options } from "../../lib/codes";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { SelectField } from "../../ui/Field";
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

function Filters({ query }: { query: Query }) {
  const select = (name: string) => ({
    value: query.get(name),
    empty: common("all"),
    onChange: (value: string) => query.set({ [name]: value }),
  });
  return (
    <section class="card filters" aria-label={common("search")}>
      <SelectField
        label={t("scope")}
        {...select("scope")}
        options={SCOPES.map((value) => ({ value, label: t(`scope_${value}`) }))}
      />
      <SelectField
        label={common("state")}
        {...select("state")}
        options={STATES.map((value) => ({ value, label: stateWord("case", value) }))}
      />
      <SelectField
        label={t("identification")}
        {...select("identification")}
        options={options("identification_status")}
      />
      <SelectField
        label={t("risk")}
        {...select("risk")}
        options={RISKS.map((value) => ({ value, label: stateWord("risk", value) }))}
      />
    </section>
  );
}

/** The cases this person has a part in. */
export default function Cases() {
  const query = useQuery();
  const from = query.get("contact");
  const [starting, setStarting] = useState(from !== "");
  const pages = usePages(
    (cursor, signal) => {
      const {
        contact: _,
        number: __,
        ...filters
      } = Object.fromEntries(new URLSearchParams(query.text));
      const paged = { ...filters, ...(cursor ? { cursor } : {}) };
      return get("/cases", { query: paged, signal });
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
      <Filters query={query} />
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
