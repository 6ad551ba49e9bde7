#include "statistics/fact.h"

#include <algorithm>

namespace hd::statistics {

const Dimension* find_dimension(std::string_view code) {
  const auto* found = std::ranges::find(kDimensions, code, &Dimension::code);
  return found == kDimensions.end() ? nullptr : found;
}

std::vector<Field> fields_of(Unit unit) {
  using enum Field;
  switch (unit) {
    case Unit::contact:
      return {owner, kind, relation, age, sex, place, topics, channel};
    case Unit::case_file:
      return {owner, entry_road, state, identification};
    case Unit::person:
      return {
          owner,          age,          sex,         place,   entry_road, purposes, regimes,
          identification, ethnic_group, citizenship, country, disability, support,  person_kind};
    case Unit::service_event:
      return {owner, organisation, services, regimes, outcome, origin, urgency, age, sex, place};
    case Unit::referral_event:
      return {owner, organisation, state, route, urgency, services, age, sex, place};
    case Unit::duty:
      return {owner, organisation, rule, state};
  }
  return {};
}

bool fits(const Dimension& dimension, Unit unit) {
  if (dimension.by_time) return true;
  if (dimension.field == Field::state) {
    return (dimension.code == "case_state" && unit == Unit::case_file) ||
           (dimension.code == "referral_status" && unit == Unit::referral_event) ||
           (dimension.code == "duty_result" && unit == Unit::duty);
  }
  const auto fields = fields_of(unit);
  return std::ranges::find(fields, dimension.field) != fields.end();
}

}  // namespace hd::statistics
