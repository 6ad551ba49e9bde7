#include "cases/identification.h"

#include <algorithm>
#include <string_view>

namespace hd::cases {
namespace {

using enum Identification;
using Deed = IdentificationAction;

struct Row {
  Identification from;
  Deed action;
  Identification to;
};

/// The whole life. What is not here is not allowed.
constexpr auto kLife = std::to_array<Row>({
    {none, Deed::suspect, suspected},
    {none, Deed::start, in_identification},
    {suspected, Deed::start, in_identification},
    {suspected, Deed::refuse, not_victim},
    {suspected, Deed::withdraw, withdrawn},
    {suspected, Deed::lost, unreachable},
    {in_identification, Deed::confirm, confirmed},
    {in_identification, Deed::refuse, not_victim},
    {in_identification, Deed::withdraw, withdrawn},
    {in_identification, Deed::lost, unreachable},
    {not_victim, Deed::appeal, appealed},
    {not_victim, Deed::reopen, in_identification},
    {appealed, Deed::confirm, confirmed},
    {appealed, Deed::refuse, not_victim},
    {appealed, Deed::withdraw, not_victim},
    {withdrawn, Deed::reopen, in_identification},
    {unreachable, Deed::reopen, in_identification},
});

bool needs_reason(Deed action) {
  return action == Deed::refuse || action == Deed::appeal || action == Deed::withdraw ||
         action == Deed::lost || action == Deed::reopen;
}

using Complaints = std::vector<base::FieldError>;

void check_paper(const IdentificationStep& step, Complaints& found) {
  if (!step.paper) {
    if (step.action == Deed::confirm) found.push_back({"paper", "required"});
    return;
  }
  const bool notice = step.paper->kind == kRefusalNotice;
  const bool decides = step.action == Deed::confirm || step.action == Deed::refuse;
  if (!decides) found.push_back({"paper", "not_for_this_step"});
  if (step.action == Deed::confirm && notice) found.push_back({"paper.kind", "refuses"});
  if (step.action == Deed::refuse && !notice) found.push_back({"paper.kind", "confirms"});
}

}  // namespace

base::Result<Identification> advance(Identification from, IdentificationAction action) {
  for (const Row& row : kLife) {
    if (row.from == from && row.action == action) return row.to;
  }
  return base::Error{base::ErrorKind::conflict, "identification.wrong_state"};
}

std::vector<IdentificationAction> next_actions(Identification from) {
  std::vector<Deed> found;
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
  const bool opens = step.action == Deed::suspect || step.action == Deed::start;
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
  return from == not_victim && action == Deed::reopen;
}

}  // namespace hd::cases
