// The order of the board: what is late first, then the nearest clock, then the oldest.
import type { Of } from "../../api/types";

type Line = Pick<Of<"ReferralSummary">, "overdue" | "emergency" | "due_at" | "updated_at">;

function rank(line: Line): string {
  return [line.emergency ? 0 : 1, line.overdue ? 0 : 1, line.due_at ?? "9", line.updated_at].join(
    " ",
  );
}

/** Danger first, then late, then by the nearest clock; without a clock last. */
export function byUrgency<T extends Line>(lines: readonly T[]): T[] {
  return [...lines].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
