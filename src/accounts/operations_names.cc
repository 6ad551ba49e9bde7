#include "accounts/operations_names.h"

#include "accounts/operations_people.h"
#include "directory/operations.h"

namespace hd::accounts {

Names::Names(platform::Transaction& tx, vault::Vault& vault, base::Date today)
    : tx_(tx), vault_(vault), today_(today), directory_(directory::current(tx)) {}

std::string Names::user(const std::optional<access::UserId>& user) {
  if (!user) return "";
  const auto known = users_.find(user->str());
  if (known != users_.end()) return known->second;
  return users_[user->str()] = display_name(tx_, vault_, *user);
}

std::string Names::org(const std::optional<directory::OrgId>& org) const {
  return org ? directory_.name(*org, today_) : "";
}

std::string Names::unit(const std::optional<directory::UnitId>& unit) const {
  const auto* found = unit ? directory_.unit(*unit) : nullptr;
  return found == nullptr ? "" : found->name;
}

}  // namespace hd::accounts
