// Periods by name. A day is a local day.
import { addDays, monthDays } from "../../lib/format";

export interface Period {
  from: string;
  to: string;
}

export const NAMES = [
  "p_month",
  "p_last_month",
  "p_quarter",
  "p_half",
  "p_nine_months",
  "p_year",
] as const;
export type PeriodName = (typeof NAMES)[number];

/** The name of a period as `today` reads it; null for one that has none. */
export function nameOf(period: Period, today: string): PeriodName | null {
  const same = (name: PeriodName) => {
    const { from, to } = periodOf(name, today);
    return from === period.from && to === period.to;
  };
  return NAMES.find(same) ?? null;
}

/** The period of a name that holds `today`; nine months are those of its year. */
export function periodOf(name: PeriodName, today: string): Period {
  const year = today.slice(0, 4);
  const month = Number(today.slice(5, 7));
  const span = (first: number, last: number): Period => ({
    from: `${year}-${String(first).padStart(2, "0")}-01`,
    to: monthDays(`${year}-${String(last).padStart(2, "0")}`).to,
  });
  switch (name) {
    case "p_month":
      return monthDays(today.slice(0, 7));
    case "p_last_month":
      return monthDays(addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7));
    case "p_quarter": {
      const first = month - ((month - 1) % 3);
      return span(first, first + 2);
    }
    case "p_half":
      return month <= 6 ? span(1, 6) : span(7, 12);
    case "p_nine_months":
      return span(1, 9);
    case "p_year":
      return span(1, 12);
  }
}
