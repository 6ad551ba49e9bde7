import type { ComponentChildren } from "preact";
import type { Pages } from "../../lib/pages";
import { PagedList } from "../../ui/ListTable";
import { Button } from "../../ui/parts";
import { t } from "./words";

interface Props<T> {
  title: string;
  pages: Pages<T>;
  onClose: () => void;
  children: (items: T[]) => ComponentChildren;
}

/** The records that a figure counts, below the report. */
export function Records<T>({ title, pages, onClose, children }: Props<T>) {
  return (
    <section class="card pad stack tight records" aria-label={title}>
      <div class="row between">
        <h2>{title}</h2>
        <Button small kind="quiet" icon="close" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
      <p class="tiny muted">{t("records_hint")}</p>
      <PagedList pages={pages} none={t("no_records")} lines={5}>
        {children}
      </PagedList>
    </section>
  );
}
