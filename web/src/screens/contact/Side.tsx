import type { Contact } from "../../api/types";
import { may } from "../../app/state";
import { stateWord } from "../../i18n/common";
import { momentOf } from "../../lib/format";
import { DutyCard } from "../../ui/DutyCard";
import { Button } from "../../ui/parts";
import { ConnectionTag } from "../../ui/tags";
import type { Opened } from "./Actions";
import { t } from "./words";

interface Props {
  contact: Contact;
  open: (what: Opened) => void;
  onChanged: () => void;
}

/** What came out of the conversation. */
export function Side({ contact, open }: Props) {
  return (
    <aside class="stack">
      {may("connections_read") ? (
        <section class="card pad stack tight">
          <h2>{t("connections")}</h2>
          {contact.connections.length === 0 ? (
            <p class="small muted">{t("no_connections")}</p>
          ) : (
            <ul class="list small">
              {contact.connections.map((one) => (
                <li key={one.id} class="row between">
                  <a href={`/connections/${one.id}`}>{one.number ?? one.organisation_name}</a>
                  <ConnectionTag status={one.status} />
                  {one.number ? <span class="muted">{one.organisation_name}</span> : null}
                </li>
              ))}
            </ul>
          )}
        </section>
      ) : null}
      <section class="card pad stack tight">
        <div class="row between">
          <h2>{t("follow_ups")}</h2>
          {contact.next_actions.includes("book_follow_up") ? (
            <Button small kind="quiet" icon="plus" onClick={() => open("book")}>
              {t("book")}
            </Button>
          ) : null}
        </div>
        <ul class="list small">
          {contact.follow_ups.map((one) => (
            <li key={one.id}>
              {momentOf(one.due_at)} · {stateWord("duty", one.state)}
              {one.note ? <div class="muted">{one.note}</div> : null}
            </li>
          ))}
        </ul>
      </section>
      {contact.duties.length > 0 ? (
        <section class="stack tight">
          <h2>{t("duties")}</h2>
          {contact.duties.map((duty) => (
            <DutyCard key={duty.id} duty={duty} />
          ))}
        </section>
      ) : null}
    </aside>
  );
}
