import { get } from "../../api/client";
import { may } from "../../app/state";
import { pick } from "../../i18n";
import { useResource } from "../../lib/resource";
import { ListTable } from "../../ui/ListTable";
import { Loaded, PageHead, Tag } from "../../ui/parts";
import { ReportTabs } from "../../ui/reports/ReportTabs";
import { Newer } from "./Newer";
import { t } from "./words";

/** What reports count. */
export default function Definitions() {
  const definitions = useResource((signal) => get("/report-definitions", { signal }), []);
  const newer = useResource(
    async (signal) =>
      may("definitions_manage") ? get("/newer-report-definitions", { signal }) : { items: [] },
    [],
  );
  const all = definitions.data?.items ?? [];
  function reload() {
    definitions.reload();
    newer.reload();
  }
  return (
    <>
      <PageHead
        title={t("definitions")}
        sub={t("definitions_sub")}
        tab={t("definitions")}
        actions={
          may("definitions_manage") ? (
            <a class="button main" href="/reports/new-definition">
              {t("new_definition")}
            </a>
          ) : null
        }
      />
      <ReportTabs here="definitions" />
      {newer.data ? <Newer items={newer.data.items} all={all} onDone={reload} /> : null}
      <Loaded of={definitions} lines={8}>
        {(data) => (
          <ListTable
            caption={t("definitions")}
            items={data.items}
            keyOf={(one) => one.code}
            columns={[
              {
                head: t("report"),
                kind: "row",
                cell: (one) => (
                  <a href={`/reports/definitions/${one.code}`}>
                    {pick(one.title_vi, one.title_en)}
                  </a>
                ),
              },
              { head: t("code"), kind: "short", cell: (one) => one.code },
              { head: t("version"), kind: "number", cell: (one) => one.version },
              {
                head: t("parts"),
                cell: (one) =>
                  one.parts.map((part) => pick(part.title_vi, part.title_en)).join("; "),
              },
              {
                head: t("state"),
                cell: (one) => (
                  <Tag tone={one.in_use ? "ok" : ""}>{t(one.in_use ? "in_use" : "not_in_use")}</Tag>
                ),
              },
              {
                head: t("copy"),
                quiet: true,
                cell: (one) => (
                  <a
                    class="button small quiet"
                    href={`/reports/new-definition?copy=${one.code}`}
                    aria-label={`${t("copy")}: ${pick(one.title_vi, one.title_en)}`}
                  >
                    {t("copy")}
                  </a>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </>
  );
}
