import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { useQuery } from "../../lib/query";
import { SelectField } from "../../ui/Field";
import { Empty, Loaded, More, PageHead, Tag } from "../../ui/parts";
import { TableFrame } from "../../ui/TableFrame";
import { t } from "./words";

const STATES: readonly Of<"DocumentState">[] = ["draft", "issued", "superseded", "withdrawn"];

export function DocumentTag({ state }: { state: Of<"DocumentState"> }) {
  const tone = state === "issued" ? "ok" : state === "draft" ? "warn" : "";
  return <Tag tone={tone}>{stateWord("document", state)}</Tag>;
}

/** Papers of the own organisation. */
export default function Documents() {
  const query = useQuery();
  const state = query.get("state") as Of<"DocumentState"> | "";
  const pages = usePages(
    (cursor, signal) =>
      get("/documents", {
        query: { ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) },
        signal,
      }),
    [state],
    ["document"],
  );
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} />
      <section class="card filters" aria-label={common("search")}>
        <SelectField
          label={common("state")}
          value={state}
          empty={common("all")}
          options={STATES.map((value) => ({ value, label: stateWord("document", value) }))}
          onChange={(value) => query.set({ state: value })}
        />
      </section>
      <Loaded of={pages} lines={8}>
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
                    <th scope="col">{t("number")}</th>
                    <th scope="col">{t("name")}</th>
                    <th scope="col">{t("kind")}</th>
                    <th scope="col">{t("organisation")}</th>
                    <th scope="col">{t("created")}</th>
                    <th scope="col">{common("state")}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => (
                    <tr key={item.id}>
                      <td class="nowrap">{item.number ?? t("no_number")}</td>
                      <th scope="row">
                        <a href={`/documents/${item.id}`}>{item.title}</a>
                      </th>
                      <td>{label("document_type", item.kind)}</td>
                      <td>{item.organisation_name}</td>
                      <td class="nowrap">{momentOf(item.created_at)}</td>
                      <td>
                        <DocumentTag state={item.state} />
                      </td>
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
