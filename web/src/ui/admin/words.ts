import { dictionary } from "../../i18n";
import { vi } from "./vi";

/** Words that every screen of the administration uses. */
export const adminWord = dictionary(vi, () => import("./en").then((module) => module.en));
