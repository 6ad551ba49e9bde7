// What the intake form decides by itself. Everything else the server decides.
import type { Fields } from "../../lib/drafts/draft";

const MIGRATION_TOPICS = [
  "safe_migration",
  "labour_export_check",
  "broker_fraud",
  "marriage_migration",
];
const CHILD_BANDS = ["0_9", "10_14", "15_17", "under_10", "b_0_9"];
export const ADULT_AGE = 18;

/** Whether the block on safe migration is of use. */
export function asksMigration(fields: Fields): boolean {
  if (fields.safe_migration) return true;
  return (fields.topics ?? []).some((topic) => MIGRATION_TOPICS.includes(topic));
}

/** Whether the person is a child, by what is known. */
export function isChild(fields: Fields): boolean {
  if (typeof fields.age === "number") return fields.age < ADULT_AGE;
  return CHILD_BANDS.includes(fields.age_band ?? "");
}

/** Whether a number is long enough to look for earlier calls. */
export function searchable(phone: string | null | undefined): boolean {
  return (phone ?? "").replace(/\D/g, "").length >= 8;
}

/** A draft somebody opened and left: nothing in it but what the form put there. */
export function isBlank(fields: Fields): boolean {
  const own: readonly string[] = [
    "channel",
    "direction",
    "started_at",
    "ended_at",
    "language",
    "anonymous",
  ];
  return Object.entries(fields).every(
    ([name, value]) =>
      own.includes(name) ||
      value === null ||
      value === undefined ||
      value === "" ||
      value === false ||
      (Array.isArray(value) && value.length === 0),
  );
}

/** An age as typed; undefined where it is none. */
export function parseAge(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  return /^\d{1,3}$/.test(text.trim()) ? Number(text) : undefined;
}
