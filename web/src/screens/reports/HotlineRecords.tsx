import { get } from "../../api/client";
import { usePages } from "../../lib/pages";
import { ContactTable } from "../../ui/ContactTable";
import { Button, Empty, Loaded, More } from "../../ui/parts";
import type { ReportQuery } from "./HotlineReport";
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
    (cursor, signal) =>
      get("/reports/hotline/records", {
        query: {
          ...asked,
          section: picked.section,
          code: picked.code,
          ...(cursor ? { cursor } : {}),
        },
        signal,
      }),
    [JSON.stringify(asked), picked.section, picked.code],
  );
  const title = t("records", { name: picked.name });
  return (
    <section class="card pad stack tight records" aria-label={title}>
      <div class="row between">
        <h2>{title}</h2>
        <Button small kind="quiet" icon="close" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
      <p class="tiny muted">{t("records_hint")}</p>
      <Loaded of={pages} lines={5}>
        {(items) =>
          items.length === 0 ? (
            <Empty>{t("no_records")}</Empty>
          ) : (
            <ContactTable items={items} caption={title} />
          )
        }
      </Loaded>
      <More shown={pages.hasMore} onMore={pages.more} />
    </section>
  );
}
