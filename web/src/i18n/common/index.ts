import { dictionary } from "..";
import { vi } from "./vi";

/** Words used on many screens. */
export const common = dictionary(vi, () => import("./en").then((module) => module.en));

/** The word of a fixed state, `prefix_value`; the value itself where there is none. */
export function stateWord(prefix: string, value: string | null | undefined): string {
  if (!value) return "";
  const key = `${prefix}_${value}`;
  return common.has(key) ? common(key) : value;
}
