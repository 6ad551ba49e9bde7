#include "cases/case.h"

#include <algorithm>
#include <string_view>

#include "documents/numbering.h"

namespace hd::cases {
namespace {

struct Step {
  State from;
  Action action;
  State to;
};

/// The whole life of a case. What is not here is refused.
constexpr auto kSteps = std::to_array<Step>({
    {State::open, Action::start_support, State::in_support},
    {State::open, Action::monitor, State::monitoring},
    {State::open, Action::close, State::closed},
    {State::in_support, Action::monitor, State::monitoring},
    {State::in_support, Action::close, State::closed},
    {State::monitoring, Action::start_support, State::in_support},
    {State::monitoring, Action::close, State::closed},
    {State::closed, Action::reopen, State::open},
});

}  // namespace

access::Object object_of(const Case& record, base::Timestamp now) {
  const bool ended = record.closed_at && now - *record.closed_at > kMembersAfterClosing;
  access::Object object{.stage = ended ? access::Stage::ended : access::Stage::accepted,
                        .author = record.lead_officer,
                        .owner_org = record.lead_org};
  for (const Exclusion& exclusion : record.exclusions) object.excluded.push_back(exclusion.user);
  for (const CaseMember& member : record.members) {
    object.members.push_back({member.user, member.org, member.kind});
  }
  return object;
}

base::Result<State> advance(State state, Action action) {
  for (const Step& step : kSteps) {
    if (step.from == state && step.action == action) return step.to;
  }
  return base::Error{base::ErrorKind::conflict, "case.wrong_state"};
}

std::vector<Action> actions_of(State state) {
  std::vector<Action> found;
  for (const Step& step : kSteps) {
    if (step.from == state) found.push_back(step.action);
  }
  return found;
}

std::vector<base::FieldError> missing_to_close(const Closing& closing,
                                               std::span<const std::string> open_duties,
                                               base::Date today) {
  std::vector<base::FieldError> found;
  if (closing.reason.empty()) found.push_back({"reason", "required"});
  if (closing.closure.outcome.empty()) found.push_back({"outcome", "required"});
  if (closing.closure.re_trafficking_risk.empty()) {
    found.push_back({"re_trafficking_risk", "required"});
  }
  if (!closing.next_followup_on && closing.followup_waiver.empty()) {
    found.push_back({"next_followup_on", "required"});
  }
  if (closing.next_followup_on && *closing.next_followup_on < today) {
    found.push_back({"next_followup_on", "in_past"});
  }
  std::vector<std::string> open(open_duties.begin(), open_duties.end());
  std::vector<std::string> answered;
  answered.reserve(closing.open_duties.size());
  for (const auto& duty : closing.open_duties) answered.push_back(duty.duty);
  std::ranges::sort(open);
  std::ranges::sort(answered);
  if (open != answered) found.push_back({"open_duty_reasons", "one_per_open_duty"});
  return found;
}

std::string number_text(int year, std::int64_t number) {
  return documents::yearly_number("CA", year, number);
}

}  // namespace hd::cases
