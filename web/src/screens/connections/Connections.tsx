import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { may } from "../../app/state";
import { common, stateOptions } from "../../i18n/common";
import { usePages } from "../../lib/pages";
import { useQuery } from "../../lib/query";
import { ConnectionTable } from "../../ui/ConnectionTable";
import { SelectField } from "../../ui/Field";
import { Filter, Filters, Period } from "../../ui/Filters";
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
    (page, signal) => {
      const filters = { ...query.all, scope: scope as Of<"ConnectionScope"> };
      return get("/connections", { query: { ...filters, ...page }, signal });
    },
    [query.text, scope],
    ["connection"],
  );
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} />
      <Filters>
        <SelectField
          label={t("scope")}
          value={scope}
          options={SCOPES.map((value) => ({ value, label: t(`scope_${value}`) }))}
          onChange={(value) => query.set({ scope: value })}
        />
        <Filter
          query={query}
          name="status"
          label={common("state")}
          options={stateOptions("status", STATES)}
        />
        <Period query={query} />
      </Filters>
      <PagedList pages={pages} none={t("none")}>
        {(items) => <ConnectionTable items={items} caption={t("title")} />}
      </PagedList>
    </>
  );
}
