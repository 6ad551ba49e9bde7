#include "cases/consent_override.h"

namespace hd::cases {

OverrideState state_at(const ConsentOverride& one, base::Timestamp now) {
  if (one.ruling && !one.ruling->approved) return OverrideState::refused;
  if (one.ended_at) return OverrideState::ended;
  if (now < one.until) return one.ruling ? OverrideState::in_force : OverrideState::requested;
  return one.ruling ? OverrideState::expired : OverrideState::lapsed;
}

Categories overridden(std::span<const ConsentOverride> overrides, const directory::OrgId& recipient,
                      Purpose purpose, base::Timestamp now) {
  Categories open = 0;
  for (const ConsentOverride& one : overrides) {
    if (one.purpose != purpose || one.recipient != recipient) continue;
    if (state_at(one, now) == OverrideState::in_force) open |= one.categories;
  }
  return open;
}

bool may_be_overridden(Purpose purpose) {
  return purpose == Purpose::support || purpose == Purpose::protection ||
         purpose == Purpose::identification || purpose == Purpose::repatriation;
}

std::vector<base::FieldError> check(const ConsentOverride& one, base::Timestamp now,
                                    base::Timestamp latest) {
  std::vector<base::FieldError> found;
  if (!may_be_overridden(one.purpose)) found.push_back({"purpose", "not_overridable"});
  if (one.categories == 0) found.push_back({"categories", "required"});
  if (one.until <= now) found.push_back({"until", "in_past"});
  if (one.until > latest) found.push_back({"until", "too_late"});
  return found;
}

std::vector<std::string_view> owed(const ConsentOverride& one) {
  std::vector<std::string_view> found;
  if (!one.ruling || !one.ruling->approved) return found;
  if (!one.told_at) found.emplace_back("tell");
  if (!one.accounted_at) found.emplace_back("account");
  return found;
}

}  // namespace hd::cases
