#pragma once
// What goes in and out of the operations: drafts, acts, lists, and referrals as one person may see
// them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "duties/view.h"
#include "referrals/gates.h"
#include "referrals/handover.h"
#include "referrals/papers.h"
#include "referrals/referral.h"

namespace hd::referrals {

/// A referral as one person may see it: what is not released is not in it.
struct Seen {
  Referral referral;
  Side side = Side::sender;  ///< which side the person is on
  std::uint8_t marks = 0;    ///< mask of access::Mark
  std::vector<Action> next_actions = {};
  std::optional<base::Timestamp> due_at = {};  ///< the nearest open clock of the person's side
  bool overdue = false;
};

struct StepState {
  Step step = Step::risk_assessment;
  std::vector<base::FieldError> missing = {};
  bool skipped = false;
  bool may_record = false;
};
struct GateState {
  Gate gate = Gate::send;
  std::vector<base::FieldError> missing = {};
};

/// What a whole record shows besides.
struct Whole {
  Seen seen;
  std::vector<StepState> steps = {};
  std::vector<GateState> gates = {};
  std::vector<Entry> entries = {};
  std::vector<duties::View> clocks = {};
  std::vector<Referral> chain = {};  ///< oldest first; only itself for the asked side
  std::vector<Paper> papers = {};    ///< without content
  std::optional<HandOver> hand_over = {};
  std::vector<Signature> signatures = {};  ///< without lines
  std::vector<FollowUp> follow_ups = {};
  std::vector<Step> skipped = {};
  bool identity_available = false;
  std::vector<std::string> identity_missing = {};  ///< "acceptance", "consent"
};

/// What a draft is changed to; absent fields stay, a present nullopt empties.
struct Changes {
  std::optional<std::vector<cases::PersonId>> accompanying = {};
  std::optional<std::vector<Need>> needs = {};
  std::optional<Urgency> urgency = {};
  std::optional<std::optional<Target>> target = {};
  std::optional<std::string> channel_used = {};
  std::optional<std::string> province = {};
  std::optional<std::string> summary = {};
};

/// One recorded step: exactly one of the contents is there.
struct StepInput {
  Step step = Step::risk_assessment;
  Steps content = {};
};

struct StatusChange {
  std::int64_t version = 0;
  Action action = Action::send;
  std::string reason = {};
  std::string note = {};
  std::optional<directory::UnitId> unit = {};
  std::string reported_to = {};
  std::optional<ServiceStep> acceptance = {};
  std::vector<Outcome> outcomes = {};
};

enum class ListScope { sent, inbox, all };
inline constexpr auto kListScopeNames = std::to_array<base::EnumName<ListScope>>({
    {ListScope::sent, "sent"},    ///< by me, from my cases, or by those I manage
    {ListScope::inbox, "inbox"},  ///< to my organisation or unit
    {ListScope::all, "all"},
});
static_assert(base::names_every(kListScopeNames, ListScope::all));

struct Filter {
  ListScope scope = ListScope::all;
  std::optional<Status> status = {};
  std::string case_file = {};  ///< id; "" for all
  std::string unit = {};       ///< id; the inbox of one unit
  bool not_ended = false;      ///< only those that are somebody's turn
  std::string cursor = {};
  std::size_t limit = 50;
};

struct Page {
  std::vector<Seen> items;
  std::string next;  ///< "" at the end
};

}  // namespace hd::referrals
