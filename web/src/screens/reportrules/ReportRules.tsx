import { useLocation } from "preact-iso";
import { dayOf } from "../../lib/format";
import { useQuery } from "../../lib/query";
import { AdminTabs } from "../../ui/admin/AdminTabs";
import { DateField } from "../../ui/DateField";
import { Filters } from "../../ui/Filters";
import { PageHead } from "../../ui/parts";
import { ReportTabs } from "../../ui/reports/ReportTabs";
import { Goal } from "./Goal";
import { Thresholds } from "./Thresholds";
import { t } from "./words";

/** What reports are held to: rows that hold from a day on, here as of a day and with all others. */
export default function ReportRules() {
  const { path } = useLocation();
  const query = useQuery();
  const day = query.get("day") || dayOf(Date.now());
  const isAdmin = path.startsWith("/admin");
  return (
    <>
      <PageHead title={t("title")} sub={t("sub")} tab={t("title")} />
      {isAdmin ? <AdminTabs here="report_rules" /> : <ReportTabs here="rules" />}
      <Filters>
        <DateField label={t("day")} value={day} onChange={(value) => query.set({ day: value })} />
      </Filters>
      <Thresholds day={day} />
      <Goal day={day} />
    </>
  );
}
