import { useState } from "preact/hooks";
import { get } from "../../api/client";
import type { Of } from "../../api/types";
import { common } from "../../i18n/common";
import { label } from "../../lib/codes";
import { dateOf, timeOf } from "../../lib/format";
import { usePages } from "../../lib/pages";
import { SelectField } from "../../ui/Field";
import { Icon, type IconName } from "../../ui/Icon";
import { Empty, Loaded, More, Tag } from "../../ui/parts";
import { vi as referralVi } from "../../ui/referrals/vi";
import { referralTurn, referralWord } from "../../ui/referrals/words";
import { vi } from "./vi";
import { t, word } from "./words";

type Entry = Of<"CaseTimelineEntry">;

const REFERRAL = "referral_";
const turnsOf = (words: object, prefix: string) =>
  Object.keys(words)
    .filter((key) => key.startsWith("at_"))
    .map((key) => prefix + key.slice(3));
const KINDS = [...turnsOf(vi, ""), ...turnsOf(referralVi, REFERRAL)];

/** Which list the code of a turn comes from. */
const LISTS: readonly (readonly [RegExp, string])[] = [
  [/^risk/, "risk_level"],
  [/^case_close/, "case_closure_reason"],
  [/^need/, "service_type"],
  [/^person/, "person_kind"],
  [/^member/, "member_kind"],
  [/^case_opened/, "entry_road"],
];

function codeText({ kind, code }: Entry): string {
  const list = LISTS.find(([pattern]) => pattern.test(kind))?.[1];
  const text = list ? label(list, code) : "";
  return text === code ? "" : text;
}

function kindText(kind: string): string {
  if (kind.startsWith(REFERRAL))
    return `${referralWord("title")}: ${referralTurn(kind.slice(REFERRAL.length))}`;
  const key = `at_${kind}`;
  return t.has(key) ? t(key) : t("other_turn");
}

const ICONS: readonly (readonly [RegExp, IconName])[] = [
  [/note|wish/, "chat"],
  [/referral|handover/, "link"],
  [/risk|safety/, "flag"],
  [/consent/, "shield"],
  [/identif|evidence|person|reveal/, "user"],
  [/conference|member|lead|exclu/, "book"],
  [/file|document/, "paper"],
];

function iconOf(kind: string): IconName {
  return ICONS.find(([pattern]) => pattern.test(kind))?.[1] ?? "clock";
}

function pathOf(entry: Entry, caseId: string): string | null {
  const { subject } = entry;
  if (subject?.kind === "person") return `/cases/${caseId}/persons/${subject.id}`;
  if (subject?.kind === "referral") return `/referrals/${subject.id}`;
  if (subject?.kind === "document") return `/documents/${subject.id}`;
  return null;
}

function Line({ entry, caseId }: { entry: Entry; caseId: string }) {
  const path = pathOf(entry, caseId);
  const { texts } = entry;
  return (
    <li class="turn">
      <span class="turnicon">
        <Icon name={iconOf(entry.kind)} small />
      </span>
      <div>
        <div class="row">
          <b>{path ? <a href={path}>{kindText(entry.kind)}</a> : kindText(entry.kind)}</b>
          {entry.wall !== "none" ? (
            <Tag tone="wait" icon="lock">
              {word("wall", entry.wall)}
            </Tag>
          ) : null}
          <span>{codeText(entry)}</span>
        </div>
        {texts.length > 0 ? (
          <details>
            <summary>{t("open_sensitive")}</summary>
            {texts.map((one) => (
              <p class="prose" key={one.name}>
                {one.text}
              </p>
            ))}
          </details>
        ) : null}
        <p class="tiny muted">
          {[timeOf(entry.at), entry.user_name ?? t("by_clock"), entry.organisation_name]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
    </li>
  );
}

/** Day by day, the newest first. */
function Days({ items, caseId }: { items: readonly Entry[]; caseId: string }) {
  const days = [...new Set(items.map((one) => dateOf(one.at)))];
  return (
    <>
      {days.map((day) => (
        <div key={day}>
          <h3 class="tiny muted">{day}</h3>
          <ol class="small">
            {items
              .filter((one) => dateOf(one.at) === day)
              .map((one) => (
                <Line key={one.id} entry={one} caseId={caseId} />
              ))}
          </ol>
        </div>
      ))}
    </>
  );
}

/** What has happened, as far as this viewer may know. */
export function Timeline({ record }: { record: Of<"Case"> }) {
  const [kind, setKind] = useState("");
  const pages = usePages(
    (page, signal) =>
      get("/cases/{id}/timeline", {
        ids: { id: record.id },
        query: { ...(kind ? { kind } : {}), ...page },
        signal,
      }),
    [record.id, record.version, kind],
    ["case", "referral"],
  );
  return (
    <section class="card pad stack tight">
      <div class="row between">
        <h2>{t("timeline")}</h2>
        <SelectField
          label={t("timeline_filter")}
          value={kind}
          empty={common("all")}
          options={KINDS.map((value) => ({ value, label: kindText(value) }))}
          onChange={setKind}
        />
      </div>
      <Loaded of={pages} lines={5}>
        {(items) =>
          items.length > 0 ? (
            <Days items={items} caseId={record.id} />
          ) : (
            <Empty>{t("no_turns")}</Empty>
          )
        }
      </Loaded>
      <More shown={pages.hasMore} onMore={pages.more} />
    </section>
  );
}
