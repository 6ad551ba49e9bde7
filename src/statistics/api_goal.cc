#include <utility>

#include "server/names.h"
#include "statistics/api_desk.h"
#include "statistics/operations_goal.h"

namespace hd::statistics {
namespace {

constexpr std::size_t kGoalBasisMax = 300, kRegimesMax = 50;

Json goal_rule_json(const GoalRule& rule) {
  return JsonObject{{"id", rule.id},
                    {"number", rule.number},
                    {"valid_from", rule.valid_from},
                    {"residents", platform::texts_json(rule.residents)},
                    {"foreigners", platform::texts_json(rule.foreigners)},
                    {"basis", rule.basis}};
}

Result<Reply> list_goal_rules(const Desk& desk) {
  JsonArray items;
  for (const auto& rule : goal_rules(desk.tx)) items.push_back(goal_rule_json(rule));
  return server::page(std::move(items), "");
}

Result<Reply> create_goal_rule(const Desk& desk) {
  JsonReader in(desk.call.body);
  GoalRule typed{.id = GoalRuleId::random(),
                 .number = read_version(in),
                 .valid_from = in.date("valid_from"),
                 .residents = in.codes("residents", kRegimesMax),
                 .foreigners = in.codes("foreigners", kRegimesMax),
                 .basis = in.optional_text("basis", kGoalBasisMax)};
  auto rule = in.finish(std::move(typed));
  if (!rule) return rule.error();
  const auto made = add_goal_rule(desk.tx, desk.who(), std::move(*rule));
  if (!made) return made.error();
  return server::created(goal_rule_json(*made));
}

}  // namespace

void add_goal_routes(server::Router& router, const ApiParts& parts) {
  const auto at = [parts](auto handler) -> server::TxHandler {
    return [parts, handler](Transaction& tx, const Call& call) {
      return server::handle(Desk{parts, tx, call}, handler);
    };
  };
  using enum Permission;
  router.read("/api/v1/support-goal-rules", directory_read, at(list_goal_rules));
  router.write("POST", "/api/v1/support-goal-rules", rules_manage, at(create_goal_rule));
}

}  // namespace hd::statistics
