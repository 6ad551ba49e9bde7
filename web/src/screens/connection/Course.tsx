import { get } from "../../api/client";
import type { Connection } from "../../api/types";
import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { Facts, Note } from "../../ui/parts";
import { outcomeRows } from "../../ui/requests/fields";
import { Timeline } from "../../ui/requests/Timeline";
import { requestWord } from "../../ui/requests/words";
import { t, word } from "./words";

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
      {connection.outcomes.length > 0 ? <Facts rows={outcomeRows(connection.outcomes)} /> : null}
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

/** What has happened. */
export function Course({ connection }: { connection: Connection }) {
  return (
    <>
      {connection.decline ? (
        <Note tone="bad">
          <b>{requestWord("declined")}:</b> {label("decline_reason", connection.decline.reason)}
          {connection.decline.note ? ` · ${connection.decline.note}` : ""}{" "}
          <span class="muted">{momentOf(connection.decline.at)}</span>
        </Note>
      ) : null}
      <Results connection={connection} />
      <Handling connection={connection} />
      <Messages connection={connection} />
      <Timeline
        deps={[connection.id, connection.version]}
        load={(query, signal) =>
          get("/connections/{id}/timeline", { ids: { id: connection.id }, query, signal })
        }
        kind={({ kind }) => word("at", kind)}
      />
    </>
  );
}
