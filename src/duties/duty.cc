#include "duties/duty.h"

#include <algorithm>
#include <string_view>

namespace hd::duties {
namespace {

using access::Permission;
using access::Role;
using calendar::Unit;

bool is_hotline_role(Role role) {
  return role == Role::counsellor || role == Role::shift_lead || role == Role::hotline_lead;
}

/// The organisation in which a step of the chain sits; nullopt: the other side is not known.
std::optional<directory::OrgId> org_of_step(const Duty& duty, Role role) {
  if (is_hotline_role(role) == is_hotline_role(duty.owner_role)) return duty.org;
  return duty.counterpart;
}

/// When the `extra`th step after the end is told; 0 is the end itself.
base::Timestamp step_at(const Duty& duty, const calendar::Rule& rule,
                        const calendar::Calendar& calendar, int extra) {
  const base::Timestamp end = duty.clock_at();
  if (extra == 0) return end;
  const bool short_period = rule.limit.unit == Unit::hour || rule.limit.unit == Unit::at_once;
  if (short_period) {
    const std::chrono::minutes period(
        rule.target_minutes.value_or(std::max<std::int64_t>(rule.limit.amount, 1) * 60));
    return end + extra * period;
  }
  // The end is 24:00, which already belongs to the next day.
  const base::Date last = base::local_date(end - std::chrono::milliseconds(1));
  const auto day = calendar::due_date(calendar, last, {extra, Unit::working_day});
  return day ? base::end_of_day(day->date) : end + extra * std::chrono::hours(24);
}

access::Object as_organisation(const Duty& duty, const directory::OrgId& org) {
  return {.stage = access::Stage::final, .author = duty.user, .owner_org = org};
}

access::Object as_unit(const Duty& duty) {
  access::Object object{.stage = access::Stage::final};
  if (duty.unit) object.units.push_back(*duty.unit);
  return object;
}

}  // namespace

std::vector<Alarm> alarms(const Duty& duty, const calendar::Rule& rule,
                          const calendar::Calendar& calendar) {
  std::vector<Alarm> found;
  if (duty.waits_for_calendar()) return found;
  const base::Timestamp end = duty.clock_at();
  const auto period = end - duty.started_at;
  for (const int percent : rule.warning_percent) {
    if (percent >= 100) continue;
    found.push_back(
        {duty.started_at + period * percent / 100, percent, 0, duty.owner_role, duty.org});
  }
  int extra = 0;
  for (std::size_t step = 1; step < rule.escalation.size(); ++step) {
    const Role role = rule.escalation[step];
    const auto org = org_of_step(duty, role);
    if (!org) continue;
    found.push_back({step_at(duty, rule, calendar, extra), 100 * (extra + 1),
                     static_cast<int>(step), role, *org});
    ++extra;
  }
  if (extra == 0) found.push_back({end, 100, 0, duty.owner_role, duty.org});
  return found;
}

std::string desk(const Duty& duty) {
  if (duty.stage == 0) {
    if (duty.user) return "user/" + duty.user->str();
    if (duty.post) return "post/" + duty.post->str();
    if (duty.unit) return "unit/" + duty.unit->str();
  }
  return "role/" + duty.stage_org.str() + "/" +
         std::string(base::name_of(access::kRoleNames, duty.stage_role));
}

std::vector<std::string> desks(const access::Actor& actor, base::Date today) {
  std::vector<std::string> found{"user/" + actor.user.str()};
  for (const access::Post& post : actor.posts) {
    if (!post.valid_on(today)) continue;
    found.push_back("post/" + post.id.str());
    found.push_back("role/" + post.org.str() + "/" +
                    std::string(base::name_of(access::kRoleNames, post.role)));
    if (post.unit) found.push_back("unit/" + post.unit->str());
  }
  std::ranges::sort(found);
  const auto repeated = std::ranges::unique(found);
  found.erase(repeated.begin(), repeated.end());
  return found;
}

bool allowed(const access::Actor& actor, Permission action, const Duty& duty, base::Date today) {
  return access::decide(actor, action, as_organisation(duty, duty.org), today).allowed ||
         access::decide(actor, action, as_organisation(duty, duty.stage_org), today).allowed ||
         access::decide(actor, action, as_unit(duty), today).allowed;
}

bool ends_by_record(std::string_view kind) {
  constexpr auto kByRecord = std::to_array<std::string_view>({
      "connection_first_result",
      "connection_handle_and_report",
      "connection_unit_handles",
      "connection_answer_decline",
      "connection_reroute",
      "connection_written_report",
      "working_group_monthly_report",
      "contact_inform_competent_body",
      "referral_answer",
      "referral_unit_answers",
      "referral_reroute",
      "referral_step_2",
      "referral_step_3",
      "referral_step_4",
      "referral_step_5",
      "referral_hand_over_record",
      "referral_follow_up_1",
      "referral_follow_up_2",
      "referral_follow_up_3",
      "referral_follow_up_4",
      "referral_follow_up_5",
      "referral_call_police",
      "override_decide",
      "override_tell_person",
      "override_account",
  });
  return std::ranges::find(kByRecord, kind) != kByRecord.end();
}

std::vector<std::string> next_actions(const access::Actor& actor, const Duty& duty,
                                      base::Date today) {
  std::vector<std::string> actions;
  if (duty.state != State::open) return actions;
  if (!ends_by_record(duty.kind) && allowed(actor, Permission::duties_settle, duty, today)) {
    actions.emplace_back("complete");
  }
  if (allowed(actor, Permission::duties_manage, duty, today)) {
    actions.emplace_back("transfer");
    actions.emplace_back("cancel");
  }
  return actions;
}

std::string_view stage_name(const Duty& duty) {
  if (duty.stage == 0) return "owner";
  switch (duty.stage_role) {
    case Role::wg_member:
      return "wg_member";
    case Role::hotline_lead:
      return "hotline_lead";
    case Role::counsellor:
    case Role::shift_lead:
    case Role::unit_officer:
    case Role::agency_leader:
    case Role::statistician:
    case Role::auditor:
    case Role::administrator:
      return "leader";
  }
  return "leader";
}

}  // namespace hd::duties
