import { useEffect, useState } from "preact/hooks";
import { serverNow } from "../../app/state";
import { common } from "../../i18n/common";
import type { Draft, Fields } from "../../lib/drafts/draft";
import { stopwatchText, timeOf } from "../../lib/format";
import { Icon } from "../../ui/Icon";
import { Button, Tag } from "../../ui/parts";
import { t } from "./words";

function Stopwatch({ from, to }: { from: string; to: string | null }) {
  const [, tick] = useState(0);
  useEffect(() => {
    if (to) return;
    const timer = setInterval(() => tick((turn) => turn + 1), 1000);
    return () => clearInterval(timer);
  }, [to]);
  const end = to ? new Date(to).getTime() : serverNow();
  return <b class="stopwatch">{stopwatchText(end - new Date(from).getTime())}</b>;
}

interface Props {
  draft: Draft;
  update: (fields: Fields) => void;
  onRisk: () => void;
}

/** The call itself: since when, still talking or not, and the alarm. */
export function CallStrip({ draft, update, onRisk }: Props) {
  const { started_at, ended_at, repeat_of } = draft.fields;
  const talking = !ended_at;
  return (
    <section
      class={talking ? "card callstrip on" : "card callstrip"}
      aria-label={t("more_about_call")}
    >
      <span class="state">
        <Icon name="phone" />
        <b>{t(talking ? "talking" : "ended")}</b>
      </span>
      {started_at ? <Stopwatch from={started_at} to={ended_at ?? null} /> : null}
      {started_at ? <span class="small muted">{timeOf(started_at)}</span> : null}
      {repeat_of ? <Tag tone="main">{t("repeat_linked")}</Tag> : null}
      <span class="space" />
      <Button
        small
        onClick={() => update({ ended_at: talking ? new Date(serverNow()).toISOString() : null })}
      >
        {t(talking ? "end_now" : "resume")}
      </Button>
      <Button small kind="danger" icon="warn" keys="F8" onClick={onRisk}>
        {t("not_safe")}
      </Button>
      <span class="hidden">{common(`direction_${draft.fields.direction ?? "in"}`)}</span>
    </section>
  );
}
