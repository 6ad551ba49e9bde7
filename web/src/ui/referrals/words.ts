import { dictionary } from "../../i18n";
import { vi } from "./vi";

/** Words about referrals that several screens use. */
export const referralWord = dictionary(vi, () => import("./en").then((module) => module.en));
