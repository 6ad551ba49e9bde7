import { get } from "../../api/client";
import { pick } from "../../i18n";
import { label, options, placeName, places } from "../../lib/codes";
import { dayText } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { DateField } from "../../ui/DateField";
import { TextField } from "../../ui/Field";
import { Filter, Filters } from "../../ui/Filters";
import { PagedTable } from "../../ui/ListTable";
import { PageHead } from "../../ui/parts";
import { ByNeed } from "./ByNeed";
import { AddOrganisation } from "./edit";
import { t } from "./words";

function validText(from: string, to: string | null): string {
  const start = t("since", { t: dayText(from) });
  return to ? `${start} ${t("until", { t: dayText(to) })}` : start;
}

function ByName({ query }: { query: Query }) {
  const names = ["q", "type", "province", "as_of"] as const;
  const filters = Object.fromEntries(
    names.map((name) => [name, query.get(name)]).filter(([, value]) => value),
  );
  const pages = usePages(
    (page, signal) => get("/organisations", { query: { ...filters, ...page }, signal }),
    [JSON.stringify(filters)],
    ["organisation"],
  );
  return (
    <>
      <Filters>
        <TextField
          label={t("name")}
          value={query.get("q")}
          onInput={(q) => query.set({ q })}
          max={200}
        />
        <Filter
          query={query}
          name="type"
          label={t("type")}
          options={options("organisation_type")}
        />
        <Filter query={query} name="province" label={t("province")} options={places()} />
        <DateField
          label={t("as_of")}
          value={query.get("as_of")}
          onChange={(as_of) => query.set({ as_of })}
        />
      </Filters>
      <PagedTable
        pages={pages}
        none={t("none")}
        caption={t("title")}
        keyOf={(item) => item.id}
        columns={[
          {
            head: t("organisation"),
            kind: "row",
            cell: (item) => (
              <>
                <a href={`/directory/${item.id}`}>{pick(item.name, item.name_en)}</a>
                {item.short_name ? <span class="muted"> · {item.short_name}</span> : null}
              </>
            ),
          },
          { head: t("type"), cell: (item) => label("organisation_type", item.type) },
          {
            head: t("level"),
            kind: "short",
            cell: (item) => label("organisation_level", item.level),
          },
          { head: t("province"), cell: (item) => placeName(item.province) },
          {
            head: t("valid"),
            kind: "short",
            cell: (item) => validText(item.valid_from, item.valid_to),
          },
        ]}
      />
    </>
  );
}

/** Who is who, and who can help. */
export default function Directory() {
  const query = useQuery();
  const byNeed = query.get("view") === "need";
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} actions={<AddOrganisation />} />
      <nav class="tabs" aria-label={t("title")}>
        <a href="/directory" aria-current={byNeed ? undefined : "page"}>
          {t("by_name")}
        </a>
        <a href="/directory?view=need" aria-current={byNeed ? "page" : undefined}>
          {t("by_need")}
        </a>
      </nav>
      {byNeed ? <ByNeed query={query} /> : <ByName query={query} />}
    </>
  );
}
