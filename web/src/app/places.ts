// Where one can go, in one order for everybody; the rail shows what the permissions open.
import type { Permission } from "../api/types";
import type { frame } from "../i18n/frame";
import type { IconName } from "../ui/Icon";
import { may } from "./state";

export interface Place {
  path: string;
  word: Parameters<typeof frame>[0];
  icon: IconName;
  /** Any of these opens it; none: everybody. */
  needs: readonly Permission[];
  /** The letter after g. */
  letter?: string;
}

const ADMIN: readonly Permission[] = ["users_manage", "directory_manage", "rules_manage"];

export const PLACES: readonly Place[] = [
  { path: "/", word: "place_work", icon: "home", needs: [], letter: "h" },
  { path: "/intake", word: "place_intake", icon: "phone", needs: ["contacts_take"], letter: "i" },
  { path: "/contacts", word: "place_contacts", icon: "log", needs: ["contacts_read"], letter: "c" },
  { path: "/cases", word: "place_cases", icon: "folder", needs: ["cases_read"], letter: "v" },
  {
    path: "/connections",
    word: "place_connections",
    icon: "link",
    needs: ["connections_read"],
    letter: "k",
  },
  {
    path: "/referrals",
    word: "place_referrals",
    icon: "out",
    needs: ["referrals_read"],
    letter: "r",
  },
  {
    path: "/deadlines",
    word: "place_deadlines",
    icon: "clock",
    needs: ["duties_read"],
    letter: "d",
  },
  {
    path: "/directory",
    word: "place_directory",
    icon: "book",
    needs: ["directory_read"],
    letter: "b",
  },
  { path: "/reports", word: "place_reports", icon: "bars", needs: ["reports_read"], letter: "s" },
  {
    path: "/documents",
    word: "place_documents",
    icon: "paper",
    needs: ["documents_read"],
    letter: "t",
  },
  { path: "/audit", word: "place_audit", icon: "shield", needs: ["audit_read"] },
  { path: "/admin", word: "place_admin", icon: "user", needs: ADMIN },
];

export const OWN_PLACE: Place = { path: "/me", word: "place_me", icon: "gear", needs: [] };

/** What this person may open. */
export function openPlaces(): Place[] {
  return PLACES.filter((place) => place.needs.length === 0 || place.needs.some(may));
}

/** Whether a place is the one shown. */
export function isHere(place: Place, path: string): boolean {
  return place.path === "/"
    ? path === "/"
    : path === place.path || path.startsWith(`${place.path}/`);
}
