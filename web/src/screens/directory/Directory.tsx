import { get } from "../../api/client";
import { pick } from "../../i18n";
import { common } from "../../i18n/common";
import { label, options, placeName, places } from "../../lib/codes";
import { dayText } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { type Query, useQuery } from "../../lib/query";
import { DateField } from "../../ui/DateField";
import { SelectField, TextField } from "../../ui/Field";
import { Empty, Loaded, More, PageHead } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
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
    (cursor, signal) =>
      get("/organisations", { query: { ...filters, ...(cursor ? { cursor } : {}) }, signal }),
    [JSON.stringify(filters)],
    ["organisation"],
  );
  return (
    <>
      <section class="card filters" aria-label={common("search")}>
        <TextField
          label={t("name")}
          value={query.get("q")}
          onInput={(q) => query.set({ q })}
          max={200}
        />
        <SelectField
          label={t("type")}
          value={query.get("type")}
          empty={common("all")}
          options={options("organisation_type")}
          onChange={(type) => query.set({ type })}
        />
        <SelectField
          label={t("province")}
          value={query.get("province")}
          empty={common("all")}
          options={places()}
          onChange={(province) => query.set({ province })}
        />
        <DateField
          label={t("as_of")}
          value={query.get("as_of")}
          onChange={(as_of) => query.set({ as_of })}
        />
      </section>
      <Loaded of={pages} lines={10}>
        {(items) =>
          items.length === 0 ? (
            <div class="card">
              <Empty>{t("none")}</Empty>
            </div>
          ) : (
            <TableFrame label={t("title")} card>
              <table>
                <caption class="hidden">{t("title")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t("organisation")}</th>
                    <th scope="col">{t("type")}</th>
                    <th scope="col">{t("level")}</th>
                    <th scope="col">{t("province")}</th>
                    <th scope="col">{t("valid")}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => (
                    <tr key={item.id}>
                      <th scope="row">
                        <a href={`/directory/${item.id}`}>{pick(item.name, item.name_en)}</a>
                        {item.short_name ? <span class="muted"> · {item.short_name}</span> : null}
                      </th>
                      <td>{label("organisation_type", item.type)}</td>
                      <td class="nowrap">{label("organisation_level", item.level)}</td>
                      <td>{placeName(item.province)}</td>
                      <td class="nowrap">{validText(item.valid_from, item.valid_to)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableFrame>
          )
        }
      </Loaded>
      <More shown={pages.hasMore} onMore={pages.more} />
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
