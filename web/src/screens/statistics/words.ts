import { dictionary, prefixed } from "../../i18n";
import { vi } from "./vi";

export const t = dictionary(vi, () => import("./en").then((module) => module.en));

/** Words of states, stages, units, dimensions and reasons. */
export const word = prefixed(t);
