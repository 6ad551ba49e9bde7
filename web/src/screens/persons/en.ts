import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  title: "Find a person",
  sub: "In the cases you may see. Every search is on record.",
  name: "Name, with or without marks, in any order",
  year: "Year of birth",
  sex: "Sex",
  find: "Find",
  none: "Nobody like that in the cases you may see.",
  found: "Found",
  number: "Case",
  who: "Person",
  match: "How well it fits",
  match_exact: "letter by letter",
  match_accents: "without accents",
  match_spelling: "other order or parts",
  match_near: "nearly",
  year_fits: "year of birth fits",
};
