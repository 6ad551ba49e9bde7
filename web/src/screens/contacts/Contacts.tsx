import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { common, stateWord } from "../../i18n/common";
import { lists, options } from "../../lib/codes";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { ContactTable } from "../../ui/ContactTable";
import { DateField } from "../../ui/DateField";
import { CheckField, SelectField, TextField } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { PagedList } from "../../ui/ListTable";
import { Button, PageHead } from "../../ui/parts";
import { t } from "./words";

const STATES: readonly Of<"ContactState">[] = ["draft", "final", "discarded"];
const FILTERS = ["number", "state", "kind", "channel", "from", "to", "risk", "hotline_id"];

function Filters({ query }: { query: Query }) {
  const select = (name: string) => ({
    value: query.get(name),
    empty: common("all"),
    onChange: (value: string) => query.set({ [name]: value }),
  });
  const hotlines = lists.value.hotlines.map((one) => ({ value: one.id, label: one.name }));
  return (
    <section class="card filters" aria-label={common("search")}>
      <TextField
        label={t("number")}
        value={query.get("number")}
        onInput={(value) => query.set({ number: value.trim().toUpperCase() })}
        placeholder="111-2026-000123"
        max={40}
      />
      <SelectField
        label={common("state")}
        {...select("state")}
        options={STATES.map((value) => ({ value, label: stateWord("contact", value) }))}
      />
      <SelectField label={t("kind")} {...select("kind")} options={options("contact_kind")} />
      <SelectField label={t("channel")} {...select("channel")} options={options("channel")} />
      {hotlines.length > 1 ? (
        <SelectField label={t("hotline")} {...select("hotline_id")} options={hotlines} />
      ) : null}
      <DateField
        label={common("from_day")}
        value={query.get("from")}
        onChange={(from) => query.set({ from })}
      />
      <DateField
        label={common("to_day")}
        value={query.get("to")}
        onChange={(to) => query.set({ to })}
      />
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
    </section>
  );
}

/** The call log. */
export default function Contacts() {
  const query = useQuery();
  const pages = usePages(
    (cursor, signal) => {
      const filters = Object.fromEntries(new URLSearchParams(query.text));
      return get("/contacts", { query: { ...filters, ...(cursor ? { cursor } : {}) }, signal });
    },
    [query.text],
    ["contact"],
  );
  return (
    <>
      <PageHead
        title={t("title")}
        sub={t("sub")}
        tab={t("title")}
        actions={
          may("contacts_take") ? (
            <a class="button main" href="/intake/new">
              <Icon name="phone" small />
              {t("new_call")} <kbd>F2</kbd>
            </a>
          ) : null
        }
      />
      <Filters query={query} />
      <PagedList pages={pages} none={t("none")}>
        {(items) => <ContactTable items={items} caption={t("title")} />}
      </PagedList>
    </>
  );
}
