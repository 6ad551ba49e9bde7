import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateOptions } from "../../i18n/common";
import { lists, options } from "../../lib/codes";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { ContactTable } from "../../ui/ContactTable";
import { CheckField, TextField } from "../../ui/Field";
import { Filter, Filters, Period } from "../../ui/Filters";
import { PagedList } from "../../ui/ListTable";
import { NewCall } from "../../ui/NewCall";
import { Button, PageHead } from "../../ui/parts";
import { t } from "./words";

const STATES: readonly Of<"ContactState">[] = ["draft", "final", "discarded"];
const FILTERS = ["number", "state", "kind", "channel", "from", "to", "risk", "hotline_id"];

function CallFilters({ query }: { query: Query }) {
  const hotlines = lists.value.hotlines.map((one) => ({ value: one.id, label: one.name }));
  return (
    <Filters>
      <TextField
        label={t("number")}
        value={query.get("number")}
        onInput={(value) => query.set({ number: value.trim().toUpperCase() })}
        placeholder="111-2026-000123"
        max={40}
      />
      <Filter
        query={query}
        name="state"
        label={common("state")}
        options={stateOptions("contact", STATES)}
      />
      <Filter query={query} name="kind" label={t("kind")} options={options("contact_kind")} />
      <Filter query={query} name="channel" label={t("channel")} options={options("channel")} />
      {hotlines.length > 1 ? (
        <Filter query={query} name="hotline_id" label={t("hotline")} options={hotlines} />
      ) : null}
      <Period query={query} />
      <CheckField
        label={t("at_risk")}
        checked={query.get("risk") === "1"}
        onChange={(on) => query.set({ risk: on ? "1" : "" })}
      />
      {query.text ? (
        <Button
          kind="quiet"
          onClick={() => query.set(Object.fromEntries(FILTERS.map((name) => [name, ""])))}
        >
          {t("clear")}
        </Button>
      ) : null}
    </Filters>
  );
}

/** The call log. */
export default function Contacts() {
  const query = useQuery();
  const pages = usePages(
    (page, signal) => get("/contacts", { query: { ...query.all, ...page }, signal }),
    [query.text],
    ["contact"],
  );
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} actions={<NewCall />} />
      <CallFilters query={query} />
      <PagedList pages={pages} none={t("none")}>
        {(items) => <ContactTable items={items} caption={t("title")} />}
      </PagedList>
    </>
  );
}
