import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { common, stateOptions, stateWord } from "../../i18n/common";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { useQuery } from "../../lib/query";
import { Filter, Filters } from "../../ui/Filters";
import { PagedTable } from "../../ui/ListTable";
import { PageHead, Tag } from "../../ui/parts";
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
    (page, signal) =>
      get("/documents", {
        query: { ...(state ? { state } : {}), ...page },
        signal,
      }),
    [state],
    ["document"],
  );
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} />
      <Filters>
        <Filter
          query={query}
          name="state"
          label={common("state")}
          options={stateOptions("document", STATES)}
        />
      </Filters>
      <PagedTable
        pages={pages}
        none={t("none")}
        caption={t("title")}
        keyOf={(item) => item.id}
        columns={[
          { head: t("number"), kind: "short", cell: (item) => item.number ?? t("no_number") },
          {
            head: t("name"),
            kind: "row",
            cell: (item) => <a href={`/documents/${item.id}`}>{item.title}</a>,
          },
          { head: t("kind"), cell: (item) => label("document_type", item.kind) },
          { head: t("organisation"), cell: (item) => item.organisation_name },
          { head: t("created"), kind: "short", cell: (item) => momentOf(item.created_at) },
          { head: common("state"), cell: (item) => <DocumentTag state={item.state} /> },
        ]}
      />
    </>
  );
}
