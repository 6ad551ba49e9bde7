import { useState } from "preact/hooks";
import { get } from "../../api/client";
import { stateWord } from "../../i18n/common";
import { label } from "../../lib/codes";
import { momentOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { Button, Facts, Loaded, More } from "../../ui/parts";
import { stepName } from "../../ui/steps/words";
import type { Referral } from "./step";
import { t, word } from "./words";

/** The step, the reason or the unit that an entry is about. */
function aboutText(kind: string, params: { [name: string]: string } | undefined): string {
  const { code, unit_name } = params ?? {};
  const about = code
    ? kind === "step_recorded"
      ? stepName(code)
      : label(kind === "declined" ? "decline_reason" : "closing_reason", code)
    : "";
  return [about, unit_name]
    .filter(Boolean)
    .map((text) => `: ${text}`)
    .join("");
}

function TimelineList({ referral }: { referral: Referral }) {
  const pages = usePages(
    (cursor, signal) =>
      get("/referrals/{id}/timeline", {
        ids: { id: referral.id },
        query: cursor ? { cursor } : {},
        signal,
      }),
    [referral.id, referral.version],
  );
  return (
    <>
      <Loaded of={pages} lines={4}>
        {(items) => (
          <ol class="timeline small">
            {items.map((item) => (
              <li key={item.id}>
                <b>{word("at", item.kind)}</b>
                {aboutText(item.kind, item.params)}
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

/** What has happened, and what came of it. */
export function Course({ referral }: { referral: Referral }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {referral.outcomes.length > 0 ? (
        <section class="card pad stack tight">
          <h2>{t("outcomes")}</h2>
          <Facts
            rows={referral.outcomes.map((one) => [
              label("service_type", one.service),
              `${stateWord("outcome", one.outcome)}${one.note ? ` · ${one.note}` : ""}`,
            ])}
          />
        </section>
      ) : null}
      <section class="card pad stack tight">
        <div class="row between">
          <h2>{t("timeline")}</h2>
          {open ? null : (
            <Button small kind="quiet" onClick={() => setOpen(true)}>
              {t("show_timeline")}
            </Button>
          )}
        </div>
        {open ? <TimelineList referral={referral} /> : null}
      </section>
    </>
  );
}
