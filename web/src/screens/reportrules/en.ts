import type { Words } from "../../i18n";
import type { vi } from "./vi";

export const en: Words<typeof vi> = {
  title: "Rules of reports",
  sub: "Each line holds from a day on; earlier lines stay. Reports that were made and forms that were published do not change.",
  day: "As of",
  in_force: "Holds",
  to_come: "Not yet in force",
  past: "No longer in force",
  replaced: "Replaced",
  in_force_days: "In force",
  from_on: "From {a}",
  from_to: "{a} – {b}",
  valid_from: "In force from",
  basis: "Basis",
  basis_hint: "The document or decision, and why.",
  thresholds: "Thresholds of publication",
  thresholds_sub:
    "Figures of too few people are not printed in public forms, so that nobody can be found. They are read when a public form is prepared.",
  add_thresholds: "Set new thresholds",
  add_hint:
    "Filled in with the thresholds set last. A line that was saved is never changed or deleted; to change it, set a new one from a later day.",
  valid_from_hint: "Today or later, and after the day of the newest line.",
  public_threshold_head: "Printed from",
  public_threshold: "Smallest figure printed",
  public_threshold_hint: "2 to 1,000. With 11, figures from 1 to 10 are hidden.",
  group_threshold_head: "Groups from",
  group_threshold: "Smallest group that is split",
  group_threshold_hint:
    "Not below the smallest figure printed. Of a smaller group that is all on one line, the split is not printed.",
  internal_sensitive_head: "Inside from",
  internal_sensitive: "Smallest figure in internal papers",
  internal_sensitive_hint: "1 to 1,000. Only in tables by ethnicity, country, disability.",
  diversity_head: "Kinds",
  diversity: "Least kinds of exploitation",
  diversity_hint: "1 to 1,000. Beside each group of people alike in a file of persons.",
  goal: "Goal of 100 % supported",
  goal_sub:
    "Which regimes count when one asks whether victims received what they need. By the day on which a victim asks; the code list says to which regime a service belongs.",
  add_goal: "Set the regimes that count",
  add_goal_hint:
    "Filled in with the newest line. A line that was saved is never changed or deleted; a later one of the same day replaces it.",
  goal_from_hint:
    "For what is asked for on this day and later; 01/01/2012 at the earliest. It may lie in the past: reports that were made stay, the next count tells who was classified anew.",
  residents: "Vietnamese citizens, resident stateless persons",
  residents_head: "Citizens, residents",
  foreigners: "Foreigners",
  foreigners_head: "Foreigners",
  no_regime: "None",
};
