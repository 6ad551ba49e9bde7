#include "cases/identification.h"

#include <algorithm>
#include <string_view>

namespace hd::cases {
namespace {

using enum Identification;
using Action = IdentificationAction;

struct Row {
  Identification from;
  Action action;
  Identification to;
};

/// The whole life. What is not here is not allowed.
constexpr auto kLife = std::to_array<Row>({
    {none, Action::suspect, suspected},
    {none, Action::start, in_identification},
    {suspected, Action::start, in_identification},
    {suspected, Action::refuse, not_victim},
    {suspected, Action::withdraw, withdrawn},
    {suspected, Action::lost, unreachable},
    {in_identification, Action::confirm, confirmed},
    {in_identification, Action::refuse, not_victim},
    {in_identification, Action::withdraw, withdrawn},
    {in_identification, Action::lost, unreachable},
    {not_victim, Action::appeal, appealed},
    {not_victim, Action::reopen, in_identification},
    {appealed, Action::confirm, confirmed},
    {appealed, Action::refuse, not_victim},
    {appealed, Action::withdraw, not_victim},
    {withdrawn, Action::reopen, in_identification},
    {unreachable, Action::reopen, in_identification},
});

bool needs_reason(Action action) {
  return action == Action::refuse || action == Action::appeal || action == Action::withdraw ||
         action == Action::lost || action == Action::reopen;
}

using Complaints = std::vector<base::FieldError>;

void check_paper(const IdentificationStep& step, Complaints& found) {
  if (!step.paper) {
    if (step.action == Action::confirm) found.push_back({"paper", "required"});
    return;
  }
  const bool notice = step.paper->kind == kRefusalNotice;
  const bool decides = step.action == Action::confirm || step.action == Action::refuse;
  if (!decides) found.push_back({"paper", "not_for_this_step"});
  if (step.action == Action::confirm && notice) found.push_back({"paper.kind", "refuses"});
  if (step.action == Action::refuse && !notice) found.push_back({"paper.kind", "confirms"});
}

}  // namespace

base::Result<Identification> advance(Identification from, IdentificationAction action) {
  for (const Row& row : kLife) {
    if (row.from == from && row.action == action) return row.to;
  }
  return base::Error{base::ErrorKind::conflict, "identification.wrong_state"};
}

std::vector<IdentificationAction> next_actions(Identification from) {
  std::vector<Action> found;
  for (const auto& entry : kIdentificationActionNames) {
    if (advance(from, entry.value)) found.push_back(entry.value);
  }
  return found;
}

IdentificationTurn whose_turn(Identification state) {
  switch (state) {
    case none:
    case suspected:
      return IdentificationTurn::lead;
    case in_identification:
    case appealed:
      return IdentificationTurn::body;
    case confirmed:
    case not_victim:
    case withdrawn:
    case unreachable:
      return IdentificationTurn::nobody;
  }
  return IdentificationTurn::nobody;
}

bool gets_support(Identification state) {
  return state == suspected || state == in_identification || state == confirmed ||
         state == appealed;
}

std::vector<base::FieldError> check(const IdentificationStep& step,
                                    const std::optional<IdentificationStep>& before,
                                    base::Date today) {
  Complaints found;
  const bool opens = step.action == Action::suspect || step.action == Action::start;
  if (opens && step.road.empty()) found.push_back({"road", "required"});
  if (needs_reason(step.action) && step.reason.empty()) found.push_back({"reason", "required"});
  check_paper(step, found);
  if (step.happened_on > today) found.push_back({"happened_on", "in_future"});
  if (before && step.happened_on < before->happened_on) {
    found.push_back({"happened_on", "before_last_step"});
  }
  return found;
}

bool needs_new_evidence(Identification from, IdentificationAction action) {
  return from == not_victim && action == Action::reopen;
}

}  // namespace hd::cases
