import { useEffect, useState } from "preact/hooks";
import { post } from "../../api/client";
import type { ContactSummary } from "../../api/types";
import { may } from "../../app/state";
import { label, labels } from "../../lib/codes";
import type { Draft, Fields } from "../../lib/drafts/draft";
import { momentOf } from "../../lib/format";
import { Button, Tag } from "../../ui/parts";
import { searchable } from "./rules";
import { t } from "./words";

const WAIT_MS = 700;
const SHOWN = 5;

function useEarlier(draft: Draft): { found: ContactSummary[] | null; failed: boolean } {
  const [found, setFound] = useState<ContactSummary[] | null>(null);
  const [failed, setFailed] = useState(false);
  const phone = draft.fields.phone ?? "";
  useEffect(() => {
    setFound(null);
    setFailed(false);
    if (!searchable(phone) || !may("contacts_search")) return;
    let wanted = true;
    const timer = setTimeout(() => {
      post("/contact-searches", { phone, hotline_id: draft.hotlineId }).then(
        (answer) => {
          if (wanted) setFound(answer.items);
        },
        () => {
          if (wanted) setFailed(true);
        },
      );
    }, WAIT_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [phone, draft.hotlineId]);
  return { found: found?.filter((one) => one.id !== draft.server?.id) ?? null, failed };
}

/** Earlier calls of the same number at this hotline. */
export function KnownCaller({ draft, update }: { draft: Draft; update: (fields: Fields) => void }) {
  const { found, failed } = useEarlier(draft);
  if (failed) return <p class="card pad small muted">{t("earlier_gone")}</p>;
  if (!found) return null;
  const linked = draft.fields.repeat_of;
  return (
    <section class="card pad stack tight" aria-label={t("earlier")}>
      <h2 class="row between">
        {t("earlier")}
        {found.length > 0 ? (
          <Tag tone="main">{t("earlier_count", { n: found.length + 1 })}</Tag>
        ) : null}
      </h2>
      {found.length === 0 ? <p class="small muted">{t("earlier_none")}</p> : null}
      <ul class="list small">
        {found.slice(0, SHOWN).map((contact) => (
          <li key={contact.id}>
            <a href={`/contacts/${contact.id}`} target="_blank" rel="noreferrer">
              {contact.number ?? momentOf(contact.started_at)}
            </a>{" "}
            · {momentOf(contact.started_at)}
            <div class="muted">
              {label("contact_kind", contact.kind)}
              {contact.topics.length > 0 ? ` · ${labels("topic", contact.topics)}` : ""}
            </div>
            {linked === contact.id ? (
              <Button small kind="quiet" onClick={() => update({ repeat_of: null })}>
                {t("repeat_undo")}
              </Button>
            ) : (
              <Button
                small
                kind="quiet"
                icon="link"
                onClick={() => update({ repeat_of: contact.id })}
              >
                {t("repeat")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
