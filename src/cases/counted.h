#pragma once
// What statistics take from a case: codes and times. Of a person's identity only what her age and
// her province follow from. Pure.

#include <optional>
#include <string>
#include <vector>

#include "cases/case.h"
#include "cases/need.h"
#include "cases/person.h"

namespace hd::cases {

struct CountedPerson {
  PersonId id;
  PersonKind kind = PersonKind::suspected_victim;
  std::string identification;
  base::Timestamp created_at;
  base::Timestamp updated_at;
  Birth birth = {};
  std::string origin_province = {};
  Facts facts = {};
  std::vector<std::string> purposes = {};  ///< this and the next two: not for the person of a need
  std::string space = {};                  ///< code of list trafficking_space
  std::string to_place = {};               ///< in words: only to find a country in it
};

struct CountedNeed {
  NeedId id;
  std::optional<PersonId> person = {};
  std::string state;         ///< kOpenNeed, or a code of list need_outcome
  std::string service = {};  ///< "" when it was erased
  base::Timestamp created_at;
};

struct CountedCase {
  CaseId id;
  directory::OrgId lead_org;
  State state = State::open;
  std::string entry_road, identification;
  base::Timestamp opened_at;
  std::vector<CountedPerson> victims = {};  ///< and suspected victims, by position
  std::vector<CountedNeed> needs = {};      ///< oldest first
};

/// A need by itself, with whose it is.
struct NeedOfCase {
  CountedNeed need;
  CaseId case_file;
  directory::OrgId lead_org;
  std::optional<CountedPerson> person = {};
};

}  // namespace hd::cases
