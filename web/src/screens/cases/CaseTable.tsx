import type { Of } from "../../api/types";
import { dateOf } from "../../lib/format";
import { CaseTag, IdentificationTag, RiskTag } from "../../ui/caseTags";
import { DueText } from "../../ui/clocks";
import { type Column, ListTable } from "../../ui/ListTable";
import { t } from "./words";

type Line = Of<"CaseSummary">;

const COLUMNS = (): Column<Line>[] => [
  {
    head: t("number"),
    kind: "short-row",
    cell: (item) => (
      <>
        <a href={`/cases/${item.id}`}>{item.number}</a>
        <div>
          <CaseTag state={item.state} />
        </div>
      </>
    ),
  },
  {
    head: t("lead"),
    cell: (item) => (
      <>
        {item.lead.user_name}
        <div class="tiny muted">{item.lead.unit_name ?? item.lead.organisation_name}</div>
      </>
    ),
  },
  { head: t("persons"), kind: "number", cell: (item) => item.persons_count },
  {
    head: t("identification"),
    cell: (item) => <IdentificationTag state={item.identification} />,
  },
  {
    head: t("risk"),
    cell: (item) => (item.risk_level ? <RiskTag level={item.risk_level} /> : "–"),
  },
  {
    head: t("turn"),
    cell: (item) => (
      <>
        {item.whose_turn?.organisation_name ?? "–"}
        <div>
          <DueText dueAt={item.next_due_at} overdue={item.overdue} />
        </div>
      </>
    ),
  },
  { head: t("updated"), kind: "short", cell: (item) => dateOf(item.updated_at) },
];

export function CaseTable({ items }: { items: readonly Line[] }) {
  return (
    <ListTable caption={t("title")} columns={COLUMNS()} items={items} keyOf={(item) => item.id} />
  );
}
