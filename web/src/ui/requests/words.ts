import { dictionary } from "../../i18n";
import { vi } from "./vi";

/** Words about asking another body, for service connections and referrals alike. */
export const requestWord = dictionary(vi, () => import("./en").then((module) => module.en));
