import { get } from "../../api/client";
import { usePages } from "../../lib/pages";
import { ContactTable } from "../../ui/ContactTable";
import type { ReportQuery } from "./HotlineReport";
import { Records } from "./Records";
import { t } from "./words";

export interface Picked {
  section: string;
  code: string;
  name: string;
}

interface Props {
  asked: ReportQuery;
  picked: Picked;
  onClose: () => void;
}

/** The contacts that a figure counts. */
export function HotlineRecords({ asked, picked, onClose }: Props) {
  const pages = usePages(
    (page, signal) =>
      get("/reports/hotline/records", {
        query: {
          ...asked,
          section: picked.section,
          code: picked.code,
          ...page,
        },
        signal,
      }),
    [JSON.stringify(asked), picked.section, picked.code],
  );
  const title = t("records", { name: picked.name });
  return (
    <Records title={title} pages={pages} onClose={onClose}>
      {(items) => <ContactTable items={items} caption={title} />}
    </Records>
  );
}
