#include "duties/operations_view.h"

#include "accounts/operations_people.h"
#include "calendar/operations.h"
#include "duties/operations_end.h"
#include "duties/store.h"

namespace hd::duties {

Viewer::Viewer(platform::Transaction& tx, vault::Vault& vault, const access::Actor& actor,
               base::Timestamp now)
    : tx_(tx),
      vault_(vault),
      actor_(actor),
      now_(now),
      today_(base::local_date(now)),
      directory_(directory::current(tx)) {}

View Viewer::view(const Duty& duty) {
  const calendar::Rule& of_duty = rule(duty.rule);
  const bool working = of_duty.limit.unit == calendar::Unit::working_day && !duty.agreed_due;
  View seen{.duty = duty,
            .legal_basis = of_duty.basis,
            .counts_working_days = working,
            .org_name = org_name(duty.org)};
  if (duty.unit) {
    if (const auto* unit = directory_.unit(*duty.unit)) seen.unit_name = unit->name;
  }
  if (duty.user) seen.user_name = user_name(*duty.user);
  const base::Timestamp end = duty.clock_at();
  seen.remaining_minutes =
      working ? calendar::working_minutes(working_days(), now_, end)
              : std::chrono::duration_cast<std::chrono::minutes>(end - now_).count();
  seen.overdue = duty.overdue(now_);
  seen.next_actions = next_actions(actor_, duty, today_);
  return seen;
}

View Viewer::full_view(const Duty& duty) {
  View seen = view(duty);
  seen.history = history(duty);
  return seen;
}

std::string Viewer::org_name(const directory::OrgId& org) const {
  return directory_.name(org, today_);
}

const std::string& Viewer::user_name(const access::UserId& user) {
  const auto known = users_.find(user.str());
  if (known != users_.end()) return known->second;
  return users_[user.str()] = accounts::display_name(tx_, vault_, user);
}

const calendar::Calendar& Viewer::working_days() {
  if (!calendar_) calendar_.emplace(calendar::load(tx_));
  return *calendar_;
}

const calendar::Rule& Viewer::rule(const calendar::RuleId& id) {
  const auto known = rules_.find(id.str());
  if (known != rules_.end()) return known->second;
  return rules_.emplace(id.str(), calendar::rule_by_id(tx_, id)).first->second;
}

std::vector<HistoryLine> Viewer::history(const Duty& duty) {
  std::vector<HistoryLine> lines;
  for (const auto& row : store::history(tx_, duty.id)) {
    HistoryLine line{.at = row.at, .due_at = row.due_at, .why = row.why, .by = row.by};
    if (row.by) line.by_name = user_name(*row.by);
    if (row.reason) {
      line.note = vault_
                      .open(tx_, {actor_.session, duty.id.str()}, reason_slot(duty, row.at, row.id),
                            *row.reason)
                      .reveal();
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace hd::duties
