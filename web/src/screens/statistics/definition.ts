// A definition while it is edited. Pure.
import type { FieldError, Of } from "../../api/types";

export type Content = Of<"ReportDefinitionContent">;
export type Part = Of<"ReportPart">;
export type Table = Of<"ReportTableSpec">;

/** A definition as it is typed, and the version it started from; 0 for a new one. */
export interface Typed {
  content: Content;
  version: number;
}

export const EMPTY: Content = {
  code: "",
  title_vi: "",
  title_en: "",
  age_set: "law",
  geography: "of_the_period",
  compare: true,
  cumulative: false,
  in_use: true,
  parts: [],
  texts: [],
  recipients: [],
  signer_role: "",
};

/** What of a stored definition is typed; `as_copy` leaves its code to be given. */
export function contentOf(stored: Of<"ReportDefinition">, asCopy = false): Content {
  const { version: _, ...content } = stored;
  return asCopy ? { ...content, code: "" } : content;
}

/** `items` with the one at `at` replaced, or taken out. */
export function replaced<T>(items: readonly T[], at: number, item: T | null): T[] {
  return items.flatMap((old, index) => (index === at ? (item === null ? [] : [item]) : [old]));
}

/** `items` with the one at `at` one place on (1) or back (-1); unchanged at the ends. */
export function moved<T>(items: readonly T[], at: number, by: 1 | -1): T[] {
  const copy = [...items];
  const one = copy[at];
  const other = copy[at + by];
  if (one === undefined || other === undefined) return copy;
  copy[at] = other;
  copy[at + by] = one;
  return copy;
}

/** A code that none of `taken` has: "table_1", "table_2", … */
export function freeCode(start: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const code = `${start}_${number}`;
    if (!taken.includes(code)) return code;
  }
}

/** A copy without what was left empty: lines of recipients, paragraphs, filters without a value. */
export function toSend(content: Content): Content {
  const filled = (text: string) => text.trim() !== "";
  return {
    ...content,
    texts: content.texts.filter(filled),
    recipients: content.recipients.map((one) => one.trim()).filter(filled),
  };
}

/** The path of a field as the form names it, of both ways in which the server does. */
export function pathOf(field: string): string {
  return field.replace(/^definition\./, "").replace(/(^|\.)title\.(vi|en)$/, "$1title_$2");
}

/** The code of what is wrong with a field, by path. */
export type Faults = ReadonlyMap<string, string>;

export function faultsOf(fields: readonly FieldError[]): Faults {
  const faults = new Map<string, string>();
  for (const { field, code } of fields) {
    const path = pathOf(field);
    if (!faults.has(path)) faults.set(path, code);
  }
  return faults;
}

/** Whether something inside `path` is wrong. */
export function hasFault(faults: Faults, path: string): boolean {
  return [...faults.keys()].some((one) => one === path || one.startsWith(`${path}.`));
}

/** The figures that texts may name, but for the rows of tables: "{victims}", "{victims.sex.…}". */
export function placeholders(content: Content): string[] {
  return content.parts.flatMap((part) => [
    `{${part.code}}`,
    ...part.tables.map((table) => `{${part.code}.${table.code}.…}`),
  ]);
}
