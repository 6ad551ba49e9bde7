import type { Connection } from "../../api/types";
import { stateWord } from "../../i18n/common";
import { momentOf } from "../../lib/format";
import { Tag } from "../../ui/parts";
import { Chain } from "../../ui/requests/Chain";
import { ConnectionTag } from "../../ui/tags";
import { t } from "./words";

/** Whether there is anything to show beside the course. */
export function hasSide(connection: Connection): boolean {
  const { chain, written_report, call_attempts } = connection;
  return chain.length > 1 || written_report !== null || call_attempts.length > 0;
}

/** The chain, the calls, the paper. */
export function Side({ connection }: { connection: Connection }) {
  return (
    <aside class="stack">
      <Chain
        title={t("chain")}
        links={connection.chain}
        path="/connections"
        tag={({ status }) => <ConnectionTag status={status} />}
      />
      {connection.written_report ? (
        <section class="card pad stack tight">
          <h2>{t("written_report")}</h2>
          <p class="row">
            <a href={`/documents/${connection.written_report.id}`}>
              {connection.written_report.number ?? t("written_report")}
            </a>
            <Tag>{stateWord("document", connection.written_report.state)}</Tag>
          </p>
        </section>
      ) : null}
      {connection.call_attempts.length > 0 ? (
        <section class="card pad stack tight">
          <h2>{t("attempts")}</h2>
          <ol class="list small">
            {connection.call_attempts.map((one) => (
              <li key={one.id}>
                {momentOf(one.at)} · <b>{t(one.reached ? "reached" : "not_reached")}</b>
                <div class="muted">
                  {one.by}
                  {one.note ? ` · ${one.note}` : ""}
                </div>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </aside>
  );
}
