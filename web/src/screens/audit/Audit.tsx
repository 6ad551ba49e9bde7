import { get } from "../../api/client";
import { common } from "../../i18n/common";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { DateField } from "../../ui/DateField";
import { TextField } from "../../ui/Field";
import { ListTable, PagedList } from "../../ui/ListTable";
import { Loaded, PageHead, Tag } from "../../ui/parts";
import { t } from "./words";

const FILTERS = ["action", "object_kind", "object_id", "user_id"] as const;

function Filters({ query }: { query: Query }) {
  return (
    <section class="card filters" aria-label={common("search")}>
      {FILTERS.map((name) => (
        <TextField
          key={name}
          label={t(name)}
          value={query.get(name)}
          onInput={(value) => query.set({ [name]: value.trim() })}
          max={64}
        />
      ))}
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
  );
}

function Heads() {
  const heads = usePages(
    (cursor) => get("/audit-heads", { query: { limit: 5, ...(cursor ? { cursor } : {}) } }),
    [],
  );
  return (
    <section class="card pad stack tight">
      <h2>{t("heads")}</h2>
      <Loaded of={heads} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p class="small muted">{t("no_heads")}</p>
          ) : (
            <ul class="list tiny">
              {items.map((head) => (
                <li key={head.seq}>
                  {head.seq} · {momentOf(head.at)} · <code class="hash">{head.hash}</code>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

/** The log, for those who watch over it. */
export default function Audit() {
  const query = useQuery();
  const pages = usePages(
    (cursor, signal) => {
      const filters = Object.fromEntries(new URLSearchParams(query.text));
      return get("/audit-entries", {
        query: { ...filters, ...(cursor ? { cursor } : {}) },
        signal,
      });
    },
    [query.text],
  );
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} />
      <Filters query={query} />
      <PagedList pages={pages} none={t("none")}>
        {(items) => (
          <ListTable
            caption={t("title")}
            items={items}
            keyOf={(entry) => entry.seq}
            columns={[
              { head: t("seq"), kind: "number", cell: (entry) => entry.seq },
              { head: t("at"), kind: "short", cell: (entry) => momentOf(entry.at) },
              { head: t("who"), cell: (entry) => entry.actor_name ?? t("system") },
              { head: t("action"), kind: "short", cell: (entry) => entry.action },
              {
                head: t("object"),
                cell: (entry) => (
                  <>
                    {entry.object_kind}
                    {entry.object_id ? (
                      <code class="hash"> {entry.object_id.slice(0, 8)}</code>
                    ) : null}
                  </>
                ),
              },
              {
                head: t("outcome"),
                cell: (entry) => (
                  <Tag tone={entry.outcome === "refused" ? "bad" : "ok"}>{t(entry.outcome)}</Tag>
                ),
              },
              { head: t("reason"), cell: (entry) => entry.reason },
            ]}
          />
        )}
      </PagedList>
      <Heads />
    </>
  );
}
