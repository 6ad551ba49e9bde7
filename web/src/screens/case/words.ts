import { dictionary } from "../../i18n";
import { vi } from "./vi";

export const t = dictionary(vi, () => import("./en").then((module) => module.en));

/** The word of a value, `prefix_value`; the value itself where there is none. */
export function word(prefix: string, value: string | null | undefined): string {
  if (!value) return "";
  const key = `${prefix}_${value}`;
  return t.has(key) ? t(key) : value;
}
