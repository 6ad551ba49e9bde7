#include "cases/check.h"

#include <algorithm>
#include <string>

namespace hd::cases {

std::vector<CodeUse> code_uses(const Person& person) {
  const Facts& f = person.facts;
  const Trafficking& t = person.trafficking;
  return {
      {"sex", "facts.sex", {f.sex}},
      {"apparent_age", "facts.apparent_age", {f.apparent_age}},
      {"ethnic_group", "facts.ethnic_group", {f.ethnic_group}},
      {"country", "facts.citizenship", {f.citizenship}},
      {"residence_class", "facts.residence_class", {f.residence_class}},
      {"language", "facts.languages", f.languages},
      {"disability", "facts.disability", f.disability},
      {"education", "facts.education", {f.education}},
      {"marital_status", "facts.marital_status", {f.marital_status}},
      {"occupation", "facts.occupation", {f.occupation}},
      {"household", "facts.household", {f.household}},
      {"high_risk_group", "facts.high_risk_groups", f.high_risk_groups},
      {"whereabouts", "facts.where", {f.where}},
      {"country", "facts.country", {f.country}},
      {"personal_id_kind", "identity.id_kind", {person.identity.id_kind}},
      {"trafficking_purpose", "trafficking.purposes", t.purposes},
      {"trafficking_act", "trafficking.acts", t.acts},
      {"trafficking_means", "trafficking.means", t.means},
      {"control_method", "trafficking.control", t.control},
      {"trafficking_space", "trafficking.space", {t.space}},
      {"recruitment_method", "trafficking.recruitment_method", {t.recruitment_method}},
      {"recruitment_lure", "trafficking.lures", t.lures},
      {"recruiter_relation", "trafficking.recruiter", {t.recruiter}},
      {"platform", "trafficking.platforms", t.platforms},
  };
}

std::vector<base::FieldError> check_guardians(const Person& person,
                                              const std::vector<PersonId>& others) {
  std::vector<base::FieldError> found;
  std::size_t index = 0;
  for (const Guardian& guardian : person.identity.guardians) {
    const std::string at = "guardians." + std::to_string(index++) + ".";
    if (guardian.person && (guardian.person == person.id ||
                            std::ranges::find(others, *guardian.person) == others.end())) {
      found.push_back({at + "person_id", "unknown_value"});
    }
    if (!guardian.person && guardian.name.empty()) found.push_back({at + "name", "required"});
    if (guardian.adverse && guardian.adverse_reason.empty()) {
      found.push_back({at + "adverse_reason", "required"});
    }
  }
  return found;
}

}  // namespace hd::cases
