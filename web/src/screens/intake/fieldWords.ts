import { t } from "./words";

const WORDS: Record<string, Parameters<typeof t>[0]> = {
  kind: "kind",
  no_content_reason: "no_content_reason",
  topics: "topics",
  caller_relation: "relation",
  phone: "phone",
  sex: "sex",
  age: "age",
  age_band: "age_band",
  province: "province",
  commune_text: "commune",
  language: "language",
  ethnic_group: "ethnic_group",
  channel: "channel",
  direction: "direction",
  started_at: "started",
  ended_at: "ended_at",
  hotline_id: "hotline",
  summary: "summary",
  advice: "advice",
  anonymous: "anonymous",
  report_kind: "report_kind",
  follow_up_wanted: "follow_up_wanted",
  repeat_of: "repeat",
  safe_contact: "block_safe",
  safe_migration: "migration",
};

/** The label of a field of a contact. */
export function fieldWord(field: string): string {
  const word = WORDS[field.split(/[.[]/)[0] ?? field];
  return word ? t(word) : field;
}
