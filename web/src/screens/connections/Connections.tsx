import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { common, stateWord } from "../../i18n/common";
import { usePages } from "../../lib/pages";
import { useQuery } from "../../lib/query";
import { ConnectionTable } from "../../ui/ConnectionTable";
import { DateField } from "../../ui/DateField";
import { SelectField } from "../../ui/Field";
import { PagedList } from "../../ui/ListTable";
import { PageHead } from "../../ui/parts";
import { t } from "./words";

const STATES: readonly Of<"ConnectionStatus">[] = [
  "draft",
  "sent",
  "acknowledged",
  "handling",
  "delegated",
  "first_result",
  "completed",
  "declined",
  "rerouted",
  "no_answer",
  "escalated",
  "withdrawn",
  "cancelled",
];
const SCOPES: readonly Of<"ConnectionScope">[] = ["inbox", "asked", "all"];

/** Service connections of either side. */
export default function Connections() {
  const query = useQuery();
  const scope = query.get("scope") || (may("connections_ask") ? "asked" : "inbox");
  const pages = usePages(
    (cursor, signal) => {
      const filters = { ...Object.fromEntries(new URLSearchParams(query.text)), scope };
      const paged = { ...filters, ...(cursor ? { cursor } : {}) };
      return get("/connections", { query: paged as { scope: Of<"ConnectionScope"> }, signal });
    },
    [query.text, scope],
    ["connection"],
  );
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} />
      <section class="card filters" aria-label={common("search")}>
        <SelectField
          label={t("scope")}
          value={scope}
          options={SCOPES.map((value) => ({ value, label: t(`scope_${value}`) }))}
          onChange={(value) => query.set({ scope: value })}
        />
        <SelectField
          label={common("state")}
          value={query.get("status")}
          empty={common("all")}
          options={STATES.map((value) => ({ value, label: stateWord("status", value) }))}
          onChange={(status) => query.set({ status })}
        />
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
      </section>
      <PagedList pages={pages} none={t("none")}>
        {(items) => <ConnectionTable items={items} caption={t("title")} />}
      </PagedList>
    </>
  );
}
