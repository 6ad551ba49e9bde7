import { dictionary, prefixed } from "../../i18n";
import { vi } from "./vi";

export const t = dictionary(vi, () => import("./en").then((module) => module.en));

type Word = Parameters<typeof t>[0];

/** A word by its built key. */
export const word = prefixed(t);

/** Values as choices of a form. */
export function choices(prefix: string, values: readonly string[]) {
  return values.map((value) => ({ value, label: word(prefix, value) }));
}

/** Kinds of data, in words. */
export function categoryNames(categories: readonly string[]): string {
  return categories.map((code) => word("cat", code)).join(", ");
}

export type { Word };
