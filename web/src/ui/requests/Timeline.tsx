import { useState } from "preact/hooks";
import type { Of } from "../../api/types";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { Button, Loaded, More } from "../parts";
import { requestWord as t } from "./words";

type Item = Of<"TimelineItem">;

interface ListProps {
  load: (query: { cursor?: string }, signal: AbortSignal) => Promise<Of<"TimelineList">>;
  /** What makes it worth loading anew. */
  deps: readonly unknown[];
  /** What happened, in a word. */
  kind: (item: Item) => string;
  /** What it was about, after that word. */
  about?: (item: Item) => string;
}

function TimelineList({ load, deps, kind, about }: ListProps) {
  const pages = usePages(load, deps);
  return (
    <>
      <Loaded of={pages} lines={4}>
        {(items) => (
          <ol class="timeline small">
            {items.map((item) => (
              <li key={item.id}>
                <b>{kind(item)}</b>
                {about?.(item)}
                <span class="muted">
                  {" "}
                  {[momentOf(item.at), item.organisation_name, item.by].filter(Boolean).join(" · ")}
                </span>
                {item.text ? <p class="prose">{item.text}</p> : null}
              </li>
            ))}
          </ol>
        )}
      </Loaded>
      <More shown={pages.hasMore} onMore={pages.more} />
    </>
  );
}

/** What has happened; loaded when somebody asks for it, for each look is recorded. */
export function Timeline(props: ListProps) {
  const [open, setOpen] = useState(false);
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("timeline")}</h2>
        {open ? null : (
          <Button small kind="quiet" onClick={() => setOpen(true)}>
            {t("show_timeline")}
          </Button>
        )}
      </div>
      {open ? <TimelineList {...props} /> : null}
    </section>
  );
}
