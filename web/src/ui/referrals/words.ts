import { dictionary, prefixed } from "../../i18n";
import { vi } from "./vi";

/** Words about referrals that several screens use. */
export const referralWord = dictionary(vi, () => import("./en").then((module) => module.en));

const word = prefixed(referralWord);

/** What happened to a referral, in a word. */
export const referralTurn = (kind: string): string => word("at", kind);
