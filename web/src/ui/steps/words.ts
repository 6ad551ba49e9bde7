import { dictionary } from "../../i18n";
import { vi } from "./vi";

/** The names of the seven steps, and of the states a step can be in. */
export const stepWord = dictionary(vi, () => import("./en").then((module) => module.en));

/** The name of a step by its code; the code where there is none. */
export function stepName(step: string): string {
  return stepWord.has(step) ? stepWord(step) : step;
}
