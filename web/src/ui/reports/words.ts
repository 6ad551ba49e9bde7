import { dictionary, prefixed } from "../../i18n";
import { vi } from "./vi";

/** Words that every screen of reports uses. */
export const reportWord = dictionary(vi, () => import("./en").then((module) => module.en));

const word = prefixed(reportWord);

/** A set of age bands by its name. */
export const ageSetWord = (set: string): string => word("ages", set);
