// Rows of which each holds from its day on until the next begins. Newest day first, and of one day
// the one that was entered last first.

export interface Dated {
  valid_from: string;
}

export type DatedState = "in_force" | "to_come" | "past" | "replaced";

const DAY_MS = 86_400_000;

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

/** The last day on which a row holds; null when nothing ends it. */
export function lastDay<T extends Dated>(rows: readonly T[], row: T): string | null {
  const next = rows.filter(({ valid_from }) => valid_from > row.valid_from).at(-1);
  return next ? dayBefore(next.valid_from) : null;
}

/** What a row is on a day. */
export function stateOn<T extends Dated>(rows: readonly T[], row: T, day: string): DatedState {
  if (rows.find(({ valid_from }) => valid_from === row.valid_from) !== row) return "replaced";
  if (row.valid_from > day) return "to_come";
  return rows.find(({ valid_from }) => valid_from <= day) === row ? "in_force" : "past";
}
