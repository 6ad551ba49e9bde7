// Which field takes its answers from which list of codes.

/** Facts with one answer. */
export const ONE = [
  ["sex", "sex"],
  ["apparent_age", "apparent_age"],
  ["ethnic_group", "ethnic_group"],
  ["citizenship", "country"],
  ["residence_class", "residence_class"],
  ["education", "education"],
  ["marital_status", "marital_status"],
  ["occupation", "occupation"],
  ["household", "household"],
  ["country", "country"],
] as const;

/** Facts with several answers. */
export const MANY = [
  ["languages", "language"],
  ["disability", "disability"],
  ["high_risk_groups", "high_risk_group"],
] as const;

/** What happened, several answers. */
export const STORY_MANY = [
  ["purposes", "trafficking_purpose"],
  ["acts", "trafficking_act"],
  ["means", "trafficking_means"],
  ["control", "control_method"],
  ["lures", "recruitment_lure"],
  ["platforms", "platform"],
] as const;

/** What happened, one answer. */
export const STORY_ONE = [
  ["space", "trafficking_space"],
  ["recruitment_method", "recruitment_method"],
  ["recruiter", "recruiter_relation"],
] as const;
