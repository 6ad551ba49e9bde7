import type { ComponentChildren } from "preact";
import type { Of } from "../../api/types";
import { label, placeName } from "../../lib/codes";
import { Tag } from "../parts";
import { requestWord as t } from "./words";

type Suggestion = Of<"Suggestion">;

function reasonText(reason: Suggestion["reasons"][number]): string {
  const key = `why_${reason.code}`;
  const word = t.has(key) ? t(key) : reason.code;
  const detail = Object.entries(reason.params ?? {})
    .map(([name, value]) => (name === "province" ? placeName(value) : ""))
    .filter(Boolean);
  return detail.length > 0 ? `${word} (${detail.join(", ")})` : word;
}

interface Props {
  items: readonly Suggestion[];
  action: (item: Suggestion) => ComponentChildren;
}

/** Who could help, best first, each with the reasons for its place. */
export function SuggestionList({ items, action }: Props) {
  return (
    <ol class="list">
      {items.map((item) => (
        <li
          key={`${item.organisation.id} ${item.unit?.id ?? ""} ${item.service}`}
          class="suggestion"
        >
          <div>
            <a href={`/directory/${item.organisation.id}`}>{item.organisation.name}</a>
            {item.unit ? <span class="muted small"> · {item.unit.name}</span> : null}
            <div class="tiny muted">
              {label("service_type", item.service)}
              {item.phone ? ` · ${t("phone", { phone: item.phone })}` : ""}
            </div>
            <div class="row reasons">
              {item.reasons.map((reason) => (
                <Tag key={reason.code} tone="main">
                  {reasonText(reason)}
                </Tag>
              ))}
            </div>
          </div>
          {action(item)}
        </li>
      ))}
    </ol>
  );
}
