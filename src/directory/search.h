#pragma once
// Finding bodies by what one remembers of them, and finding who serves a need. Pure.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "directory/directory.h"

namespace hd::directory {

struct OrganisationQuery {
  base::Date day;
  std::string text = {};      ///< words of the name, with or without accents; "" for all
  std::string type = {};      ///< code of list organisation_type
  std::string level = {};     ///< code of list organisation_level
  std::string province = {};  ///< code in the geography of `day`
};

/// Bodies that exist on that day and match everything asked, in Vietnamese order of their names.
std::vector<const Organisation*> find_organisations(const Directory& directory,
                                                    const OrganisationQuery& query);

struct ServiceQuery {
  base::Date day;
  std::string need;                                        ///< code of list service_type
  std::optional<Place> place = {};                         ///< where the person is
  std::string sex = {};                                    ///< "" or an empty answer: not known
  std::optional<std::int64_t> min_age = {}, max_age = {};  ///< of the person, as far as known
  std::vector<OrgId> excluded = {};                        ///< those that declined (R-013)
  bool at_once = false;                                    ///< prefer what is open around the clock
};

/// One point for or against, in words that the front end translates.
struct Reason {
  std::string code;  ///< need place place_nationwide level sex_age capacity verified_recently …
  int points;
  std::map<std::string, std::string> params = {};
};

struct Suggestion {
  const Organisation* organisation;
  const Unit* unit;
  const Service* service;
  bool working_group_member;
  int score;
  std::vector<Reason> reasons;
};

/// Who serves the need, best first, at most `limit`. The rules are in README.md; what cannot serve
/// (wrong place, sex or age, excluded, not valid on the day) is left out..
std::vector<Suggestion> who_serves(const Directory& directory, const ServiceQuery& query,
                                   std::size_t limit);

}  // namespace hd::directory
