#include "statistics/operations_goal.h"

#include <algorithm>
#include <utility>

#include "audit/audit.h"
#include "base/text.h"
#include "directory/operations.h"
#include "platform/csv.h"
#include "statistics/store_goal.h"

namespace hd::statistics {
namespace {

using platform::Transaction;

constexpr std::string_view kRegimes = "support_regime";
/// Services are asked for since there is a law on them, and a plan reaches some years ahead.
constexpr base::Date kFirstDay = std::chrono::year(2012) / 1 / 1;
constexpr std::chrono::years kAhead{20};

std::int64_t last_number(const GoalRules& rules) {
  std::int64_t last = 0;
  for (const GoalRule& rule : rules) last = std::max(last, rule.number);
  return last;
}

/// In the order of the list, so that two rows with the same regimes are the same text.
std::vector<std::string> in_order(const directory::Directory& directory, base::Date day,
                                  const std::vector<std::string>& codes) {
  std::vector<std::string> ordered;
  for (const auto* item : directory.codes(kRegimes, day)) {
    if (std::ranges::find(codes, item->code) != codes.end()) ordered.push_back(item->code);
  }
  return ordered;
}

std::vector<base::FieldError> faults_in(const directory::Directory& directory, base::Date today,
                                        const GoalRule& rule) {
  std::vector<base::FieldError> faults;
  if (rule.residents.empty()) faults.push_back({"residents", "required"});
  const auto is_known = [&](const std::string& code) {
    return directory.code(kRegimes, code, today) != nullptr;
  };
  if (!std::ranges::all_of(rule.residents, is_known)) {
    faults.push_back({"residents", "unknown_value"});
  }
  if (!std::ranges::all_of(rule.foreigners, is_known)) {
    faults.push_back({"foreigners", "unknown_value"});
  }
  const base::Date last_day = today + kAhead;
  if (rule.valid_from < kFirstDay || last_day < rule.valid_from) {
    faults.push_back({"valid_from", "out_of_range"});
  }
  if (rule.basis.empty()) faults.push_back({"basis", "required"});
  return faults;
}

}  // namespace

void load_goal_rules(Transaction& tx) {
  if (!store::goal_rules(tx).empty()) return;
  std::int64_t number = 0;
  for (const auto& row : platform::embedded_csv("data/support-goal.csv")) {
    const GoalRule rule{.id = GoalRuleId::of_key("support-goal/" + row["valid_from"]),
                        .number = ++number,
                        .valid_from = base::parse_date(row["valid_from"]).value(),
                        .residents = base::split(row["residents"], '|'),
                        .foreigners = base::split(row["foreigners"], '|'),
                        .basis = row["basis"]};
    store::insert(tx, rule, base::Timestamp{}, std::nullopt);
  }
}

GoalRules goal_rules(Transaction& tx) {
  return store::goal_rules(tx);
}

base::Result<GoalRule> add_goal_rule(Transaction& tx, const contacts::Who& who, GoalRule rule) {
  if (!access::decide(who.actor, access::Permission::rules_manage, {}, who.today())) {
    return base::not_found();
  }
  const auto& directory = directory::current(tx);
  auto faults = faults_in(directory, who.today(), rule);
  if (!faults.empty()) return base::invalid(std::move(faults));
  const std::int64_t last = last_number(store::goal_rules(tx));
  if (rule.number != last) return base::stale(last);
  rule.id = GoalRuleId::random();
  ++rule.number;
  rule.residents = in_order(directory, who.today(), rule.residents);
  rule.foreigners = in_order(directory, who.today(), rule.foreigners);
  if (!store::insert(tx, rule, who.now, who.actor.user)) return base::stale(rule.number);
  audit::record(tx, who.now, who.actor,
                {.action = "support_goal_rule.create",
                 .object_kind = "support_goal_rule",
                 .object_id = rule.id.str()});
  return rule;
}

}  // namespace hd::statistics
