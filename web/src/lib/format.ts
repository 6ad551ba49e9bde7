// Dates, times and numbers as Vietnamese officers expect them. The zone is Asia/Ho_Chi_Minh, which
// has been UTC+7 without summer time since 1975.
const OFFSET_MS = 7 * 3600 * 1000;
const MINUTE_MS = 60_000;

function local(instant: string | number | Date): Date {
  return new Date(new Date(instant).getTime() + OFFSET_MS);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** dd/MM/yyyy of an instant, in local time. */
export function dateOf(instant: string | number | Date): string {
  return dayText(local(instant).toISOString().slice(0, 10));
}

/** HH:mm of an instant, in local time. */
export function timeOf(instant: string | number | Date): string {
  return local(instant).toISOString().slice(11, 16);
}

/** dd/MM/yyyy HH:mm, in local time. */
export function momentOf(instant: string | number | Date): string {
  return `${dateOf(instant)} ${timeOf(instant)}`;
}

/** Whether an instant is the end of a local day (midnight of the next). */
export function isDayEnd(instant: string): boolean {
  return timeOf(instant) === "00:00";
}

/** The local day that ends at an instant, as dd/MM/yyyy. */
export function dayEndingAt(instant: string): string {
  return dateOf(new Date(instant).getTime() - 1);
}

/** A plain day YYYY-MM-DD as dd/MM/yyyy. */
export function dayText(day: string): string {
  const [year, month, date] = day.split("-");
  return `${date}/${month}/${year}`;
}

/** The local day YYYY-MM-DD of an instant. */
export function dayOf(instant: string | number | Date): string {
  return local(instant).toISOString().slice(0, 10);
}

/** dd/MM/yyyy or d/M/yyyy as YYYY-MM-DD; null where it is no day. */
export function parseDay(text: string): string | null {
  const match = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text);
  if (!match) return null;
  const day = `${match[3]}-${two(Number(match[2]))}-${two(Number(match[1]))}`;
  const parsed = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day ? null : day;
}

/** dd/MM/yyyy HH:mm of an instant, for a field. */
export function momentText(instant: string): string {
  return momentOf(instant);
}

/** The instant of dd/MM/yyyy HH:mm, local; a day alone is its midnight; null where it is none. */
export function parseMoment(text: string): string | null {
  const match = /^(\S+)(?:\s+(\d{1,2})[:hg.](\d{2})?)?\s*$/.exec(text.trim());
  const day = parseDay(match?.[1] ?? "");
  if (!match || !day) return null;
  const hours = Number(match[2] ?? 0);
  const minutes = Number(match[3] ?? 0);
  if (hours > 23 || minutes > 59) return null;
  const midnight = new Date(`${day}T00:00:00Z`).getTime() - OFFSET_MS;
  return new Date(midnight + (hours * 60 + minutes) * MINUTE_MS).toISOString();
}

/** YYYY-MM as MM/yyyy */
export function monthText(month: string): string {
  const [year, index] = month.split("-");
  return `${index}/${year}`;
}

/** MM/yyyy as YYYY-MM; null where it is no month. */
export function parseMonth(text: string): string | null {
  const match = /^\s*(\d{1,2})[/.-](\d{4})\s*$/.exec(text);
  const index = Number(match?.[1] ?? 0);
  return match && index >= 1 && index <= 12 ? `${match[2]}-${two(index)}` : null;
}

/** 1234567 as 1.234.567 */
export function numberText(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ".");
  return value < 0 ? `-${digits}` : digits;
}

/** 853 per mille as 85,3 % */
export function permilleText(value: number): string {
  return `${numberText(Math.trunc(value / 10))},${Math.abs(value % 10)} %`;
}

/** mm:ss, or h:mm:ss from one hour on. */
export function stopwatchText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** Whole minutes between two instants. */
export function minutesBetween(from: string, to: string): number {
  return Math.round((new Date(to).getTime() - new Date(from).getTime()) / MINUTE_MS);
}

/** A local day moved by some days. */
export function addDays(day: string, count: number): string {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + count * 24 * 3600 * 1000)
    .toISOString()
    .slice(0, 10);
}

/** The first and the last local day of a month YYYY-MM. */
export function monthDays(month: string): { from: string; to: string } {
  const [year, index] = month.split("-").map(Number) as [number, number];
  return { from: `${month}-01`, to: new Date(Date.UTC(year, index, 0)).toISOString().slice(0, 10) };
}
