#include "statistics/store_goal.h"

#include "base/text.h"

namespace hd::statistics::store {
namespace {

constexpr auto kGoalRules = R"sql(
  SELECT id, number, valid_from, residents, foreigners, basis
  FROM support_goal_rule ORDER BY valid_from DESC, number DESC
)sql";

constexpr auto kInsertGoalRule = R"sql(
  INSERT INTO support_goal_rule (id, number, valid_from, residents, foreigners, basis, created_at,
                                 created_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (number) DO NOTHING
)sql";

std::string joined(const std::vector<std::string>& codes) {
  std::string text;
  for (const auto& code : codes) text += (text.empty() ? "" : " ") + code;
  return text;
}

std::vector<std::string> codes_in(const std::string& text) {
  return text.empty() ? std::vector<std::string>() : base::split(text, ' ');
}

}  // namespace

GoalRules goal_rules(platform::Transaction& tx) {
  GoalRules rules;
  for (const auto& row : tx.query(kGoalRules)) {
    rules.push_back({.id = row.id<GoalRuleId>("id"),
                     .number = row.number("number"),
                     .valid_from = row.date("valid_from"),
                     .residents = codes_in(row.text("residents")),
                     .foreigners = codes_in(row.text("foreigners")),
                     .basis = row.text("basis")});
  }
  return rules;
}

bool insert(platform::Transaction& tx, const GoalRule& rule, base::Timestamp now,
            const std::optional<access::UserId>& by) {
  return tx.execute(kInsertGoalRule, {rule.id, rule.number, rule.valid_from, joined(rule.residents),
                                      joined(rule.foreigners), rule.basis, now, by}) == 1;
}

}  // namespace hd::statistics::store
