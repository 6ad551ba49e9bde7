import { dictionary, prefixed } from "..";
import { vi } from "./vi";

/** Words used on many screens. */
export const common = dictionary(vi, () => import("./en").then((module) => module.en));

/** The word of a fixed state, `prefix_value`; the value itself where there is none. */
export const stateWord = prefixed(common);

/** Fixed states as choices. */
export function stateOptions(
  prefix: string,
  values: readonly string[],
): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: stateWord(prefix, value) }));
}
