#include "cases/risk.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace hd::cases {
namespace {

constexpr std::string_view kChildFactor = "child";

Answer answer_of(const Risk& risk, std::string_view code) {
  const auto found = std::ranges::find(risk.factors, code, &RiskFactor::code);
  return found == risk.factors.end() ? Answer::not_asked : found->answer;
}

bool is_there(const Risk& risk, const std::string& factor) {
  return answer_of(risk, factor) == Answer::yes || (risk.child && factor == kChildFactor);
}

}  // namespace

RiskLevel minimum_level(const Risk& risk, std::span<const RiskMinimum> minima) {
  RiskLevel level = risk.emergency ? RiskLevel::emergency : RiskLevel::low;
  for (const RiskMinimum& minimum : minima) {
    if (is_there(risk, minimum.factor)) level = std::max(level, minimum.level);
  }
  return level;
}

std::vector<base::FieldError> check(const Risk& risk, std::span<const std::string> factors_today,
                                    std::span<const RiskMinimum> minima) {
  std::vector<base::FieldError> found;
  std::set<std::string_view> seen;
  for (const RiskFactor& factor : risk.factors) {
    if (!seen.insert(factor.code).second) {
      found.push_back({"factors", "duplicate"});
      break;
    }
  }
  if (!std::ranges::all_of(factors_today, [&](const auto& code) { return seen.contains(code); })) {
    found.push_back({"factors", "incomplete"});
  }
  if (risk.level < minimum_level(risk, minima)) found.push_back({"level", "below_minimum"});
  return found;
}

std::vector<RiskChange> compare(const Risk& before, const Risk& now) {
  std::vector<RiskChange> changes;
  const auto note = [&](const std::string& code) {
    const RiskChange change{code, answer_of(before, code), answer_of(now, code)};
    if (change.before != change.now) changes.push_back(change);
  };
  for (const RiskFactor& factor : now.factors) note(factor.code);
  for (const RiskFactor& factor : before.factors) {
    const auto mentioned = std::ranges::find(now.factors, factor.code, &RiskFactor::code);
    if (mentioned == now.factors.end()) note(factor.code);
  }
  return changes;
}

std::string_view level_change(const std::optional<Risk>& before, const Risk& now) {
  if (!before) return "first";
  if (now.level == before->level) return "same";
  return now.level < before->level ? "lower" : "higher";
}

bool starts_child_emergency(const Risk& risk) {
  return risk.child && (risk.emergency || risk.level == RiskLevel::emergency);
}

bool starts_child_plan(const Risk& risk) {
  return risk.child;
}

}  // namespace hd::cases
