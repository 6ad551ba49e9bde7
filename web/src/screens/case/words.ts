import { dictionary, prefixed } from "../../i18n";
import { vi } from "./vi";

export const t = dictionary(vi, () => import("./en").then((module) => module.en));

/** A word by its built key. */
export const word = prefixed(t);
