import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Connection, Of } from "../../api/types";
import { common, stateWord } from "../../i18n/common";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { Button, Facts, Loaded, More, Note } from "../../ui/parts";
import { t } from "./words";

function Results({ connection }: { connection: Connection }) {
  return (
    <section class="card pad stack tight">
      <h2>{t("results")}</h2>
      {connection.results.length === 0 ? <p class="small muted">{t("no_results")}</p> : null}
      <ol class="list small">
        {connection.results.map((result) => (
          <li key={result.id}>
            <p class="muted">
              {momentOf(result.at)} · {result.organisation_name} · {result.by}
              {result.recorded_by_hotline ? ` · ${t("recorded_by_hotline")}` : ""}
            </p>
            <p class="prose">
              <b>{t("situation")}:</b> {result.situation}
            </p>
            <p class="prose">
              <b>{t("result")}:</b> {result.result}
            </p>
          </li>
        ))}
      </ol>
      {connection.outcomes.length > 0 ? (
        <Facts
          rows={connection.outcomes.map((one) => [
            label("service_type", one.service),
            `${stateWord("outcome", one.outcome)}${one.note ? ` · ${one.note}` : ""}`,
          ])}
        />
      ) : null}
    </section>
  );
}

function Handling({ connection }: { connection: Connection }) {
  if (connection.handling.length === 0) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("handling")}</h2>
      {connection.handling.map((one) => (
        <Facts
          key={one.at}
          rows={[
            [t("handled_by"), `${one.handled_by} (${momentOf(one.at)})`],
            [t("reported_to"), one.reported_to],
            [t("direction"), one.direction],
            [t("units_instructed"), one.units_instructed],
            [t("recorded_by_hotline"), one.recorded_by_hotline ? common("yes") : ""],
          ]}
        />
      ))}
    </section>
  );
}

function Messages({ connection }: { connection: Connection }) {
  if (connection.messages.length === 0) return null;
  return (
    <section class="card pad stack tight">
      <h2>{t("messages")}</h2>
      <ol class="list small">
        {connection.messages.map((one) => (
          <li key={one.id}>
            <p class="muted">
              {momentOf(one.at)} · {one.organisation_name} · {one.by}
            </p>
            <p class="prose">{one.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function kindText(item: Of<"TimelineItem">): string {
  const key = `at_${item.kind}`;
  return t.has(key) ? t(key) : item.kind;
}

function TimelineList({ connection }: { connection: Connection }) {
  const pages = usePages(
    (cursor, signal) =>
      get("/connections/{id}/timeline", {
        ids: { id: connection.id },
        query: cursor ? { cursor } : {},
        signal,
      }),
    [connection.id, connection.version],
  );
  return (
    <>
      <Loaded of={pages} lines={4}>
        {(items) => (
          <ol class="timeline small">
            {items.map((item) => (
              <li key={item.id}>
                <b>{kindText(item)}</b>
                <span class="muted">
                  {" "}
                  {momentOf(item.at)}
                  {item.organisation_name ? ` · ${item.organisation_name}` : ""}
                  {item.by ? ` · ${item.by}` : ""}
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

/** What has happened. */
export function Course({ connection }: { connection: Connection }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {connection.decline ? (
        <Note tone="bad">
          <b>{t("declined")}:</b> {label("decline_reason", connection.decline.reason)}
          {connection.decline.note ? ` · ${connection.decline.note}` : ""}{" "}
          <span class="muted">{momentOf(connection.decline.at)}</span>
        </Note>
      ) : null}
      <Results connection={connection} />
      <Handling connection={connection} />
      <Messages connection={connection} />
      <section class="card pad stack tight">
        <div class="row between">
          <h2>{t("timeline")}</h2>
          {open ? null : (
            <Button small kind="quiet" onClick={() => setOpen(true)}>
              {t("show_timeline")}
            </Button>
          )}
        </div>
        {open ? <TimelineList connection={connection} /> : null}
      </section>
    </>
  );
}
