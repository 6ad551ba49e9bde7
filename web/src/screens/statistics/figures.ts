// What of the figures of a version is shown, and where a figure leads. Pure.
import type { Of } from "../../api/types";

type Row = Of<"ReportFigureRow">;
type Summary = Of<"ReportVersionSummary">;
type Change = Of<"ReportChange">;

/** Whether a line says nothing: 0 now, 0 or no data at other times. */
export function isZero(row: Row): boolean {
  return row.total === 0 && !row.previous && !row.cumulative;
}

/** From so many lines of zeros on they are folded away. */
const FEW = 3;

export function folded<T>(rows: readonly T[], zero: (row: T) => boolean) {
  const shown = rows.filter((row) => !zero(row));
  const zeros = rows.length - shown.length;
  return zeros > FEW ? { shown, zeros } : { shown: rows, zeros: 0 };
}

/** Which figure: codes; "" for all of them. */
export interface Drill {
  part: string;
  table: string;
  row: string;
  column: string;
}

/** Counts of the same report, period and body, read in the same way: oldest first. */
export function chainOf(version: Summary, all: readonly Summary[]): Summary[] {
  const keyOf = (one: Summary) =>
    [one.report, one.from, one.to, one.organisation_id, one.age_set, one.geography].join(" ");
  return all.filter((one) => keyOf(one) === keyOf(version)).sort((a, b) => a.number - b.number);
}

/** How many records a reason brought and took: "+3 −1". */
export function signed(more: number, fewer: number): string {
  return [more ? `+${more}` : "", fewer ? `−${fewer}` : ""].filter(Boolean).join(" ") || "0";
}

/** The codes of a line of the changes, as a key. */
export function lineKey(change: Change): string {
  return [change.part, change.table, change.row, change.column].join("/");
}

/** Where the subject of a record opens; null where it may not. */
export function recordPath(kind: string | null, id: string | null): string | null {
  const places: Record<string, string> = {
    contact: "/contacts",
    case: "/cases",
    person: "/persons",
    connection: "/connections",
    referral: "/referrals",
  };
  const place = kind ? places[kind] : undefined;
  return place && id ? `${place}/${id}` : null;
}
