import { get } from "../../api/client";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { TextField } from "../../ui/Field";
import { Filters, Period } from "../../ui/Filters";
import { PagedTable } from "../../ui/ListTable";
import { Loaded, PageHead, Tag } from "../../ui/parts";
import { t } from "./words";

const FILTERS = ["action", "object_kind", "object_id", "user_id"] as const;

function LogFilters({ query }: { query: Query }) {
  return (
    <Filters>
      {FILTERS.map((name) => (
        <TextField
          key={name}
          label={t(name)}
          value={query.get(name)}
          onInput={(value) => query.set({ [name]: value.trim() })}
          max={64}
        />
      ))}
      <Period query={query} />
    </Filters>
  );
}

function Heads() {
  const heads = usePages((page) => get("/audit-heads", { query: { limit: 5, ...page } }), []);
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
    (page, signal) => get("/audit-entries", { query: { ...query.all, ...page }, signal }),
    [query.text],
  );
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} />
      <LogFilters query={query} />
      <PagedTable
        pages={pages}
        none={t("none")}
        caption={t("title")}
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
                {entry.object_id ? <code class="hash"> {entry.object_id.slice(0, 8)}</code> : null}
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
      <Heads />
    </>
  );
}
