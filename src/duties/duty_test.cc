#include "duties/duty.h"

#include <sstream>

#include <gtest/gtest.h>

#include "duties/testing.h"

namespace hd::duties {
namespace {

using access::Permission;
using access::Role;
using base::testing::at;
using base::testing::at_minute;
using testing::actor;
using testing::duty;

const base::Date kToday = base::local_date(at_minute(0));

/// "2026-03-05 50% counsellor hotline", one line per alarm.
std::string told(const Duty& about, const calendar::Rule& rule) {
  std::ostringstream lines;
  for (const Alarm& alarm : alarms(about, rule, calendar::embedded_calendar())) {
    lines << base::to_vietnamese(alarm.at) << " " << alarm.percent << " "
          << base::name_of(access::kRoleNames, alarm.role)
          << (alarm.org == testing::kHotline ? " hotline" : " agency") << "\n";
  }
  return lines.str();
}

// owner, owner's leader, working-group member, hotline lead.
TEST(Alarms, WarnTheOwnerAndThenClimbTheChain) {
  EXPECT_EQ(told(duty(), testing::t1()),
            "04:30 06/03/2026 50 counsellor hotline\n"
            "11:24 08/03/2026 80 counsellor hotline\n"
            "00:00 10/03/2026 100 shift_lead hotline\n"
            "00:00 11/03/2026 200 wg_member agency\n"
            "00:00 12/03/2026 300 hotline_lead hotline\n");
}

TEST(Alarms, LeaveOutTheOtherSideWhenThereIsNone) {
  Duty alone = duty();
  alone.counterpart.reset();
  EXPECT_EQ(told(alone, testing::t1()),
            "04:30 06/03/2026 50 counsellor hotline\n"
            "11:24 08/03/2026 80 counsellor hotline\n"
            "00:00 10/03/2026 100 shift_lead hotline\n"
            "00:00 11/03/2026 200 hotline_lead hotline\n");
}

TEST(Alarms, OfAtOnceClimbByItsTarget) {
  Duty at_once = duty();
  at_once.due_at.reset();
  at_once.target_at = at_minute(120);
  calendar::Rule rule = testing::t1();
  rule.limit = {0, calendar::Unit::at_once, false};
  rule.target_minutes = 120;
  rule.warning_percent = {100};
  rule.escalation = {Role::counsellor, Role::shift_lead, Role::hotline_lead};
  EXPECT_EQ(told(at_once, rule),
            "11:00 02/03/2026 100 shift_lead hotline\n"
            "13:00 02/03/2026 200 hotline_lead hotline\n");
}

TEST(Alarms, TellTheOwnerAtTheEndWhenThereIsNobodyAbove) {
  calendar::Rule rule = testing::t1();
  rule.escalation = {Role::counsellor};
  rule.warning_percent = {};
  EXPECT_EQ(told(duty(), rule), "00:00 10/03/2026 100 counsellor hotline\n");
}

TEST(Alarms, AreSilentWhileTheCalendarIsMissing) {
  Duty waiting = duty();
  waiting.due_at.reset();
  EXPECT_TRUE(waiting.waits_for_calendar());
  EXPECT_EQ(told(waiting, testing::t1()), "");
}

TEST(Overdue, IsDerivedFromTheDueTimeAndNeverHoldsForAtOnce) {
  Duty clock = duty();
  EXPECT_FALSE(clock.overdue(*clock.due_at));
  EXPECT_TRUE(clock.overdue(*clock.due_at + std::chrono::milliseconds(1)));
  clock.state = State::done;
  EXPECT_FALSE(clock.overdue(at("2026-04-01T00:00:00Z")));
  Duty at_once = duty();
  at_once.due_at.reset();
  at_once.target_at = at_minute(120);
  EXPECT_FALSE(at_once.overdue(at_minute(500)));
}

TEST(Desk, IsThePersonThePostTheUnitOrTheRole) {
  Duty clock = duty();
  EXPECT_EQ(desk(clock), "role/" + testing::kHotline.str() + "/counsellor");
  clock.unit = testing::kUnit;
  EXPECT_EQ(desk(clock), "unit/" + testing::kUnit.str());
  clock.user = base::testing::id<access::UserId>(5);
  EXPECT_EQ(desk(clock), "user/" + clock.user->str());
  clock.stage = 2;
  clock.stage_role = Role::wg_member;
  clock.stage_org = testing::kAgency;
  EXPECT_EQ(desk(clock), "role/" + testing::kAgency.str() + "/wg_member");
}

TEST(Access, IsForTheOrganisationTheUnitAndThoseItWasEscalatedTo) {
  const auto sees = [](const access::Actor& who, const Duty& what) {
    return allowed(who, Permission::duties_read, what, kToday);
  };
  Duty clock = duty();
  EXPECT_TRUE(sees(actor(Role::counsellor, testing::kHotline), clock));
  EXPECT_FALSE(sees(actor(Role::wg_member, testing::kAgency), clock));
  EXPECT_FALSE(sees(actor(Role::administrator, testing::kHotline), clock));
  clock.stage = 2;
  clock.stage_org = testing::kAgency;
  EXPECT_TRUE(sees(actor(Role::wg_member, testing::kAgency), clock));
  EXPECT_FALSE(sees(actor(Role::wg_member, testing::kOther), clock));

  Duty of_unit = duty();
  of_unit.org = testing::kAgency;
  of_unit.stage_org = testing::kAgency;
  of_unit.unit = testing::kUnit;
  EXPECT_TRUE(sees(actor(Role::unit_officer, testing::kAgency, 5, testing::kUnit), of_unit));
  EXPECT_FALSE(sees(actor(Role::unit_officer, testing::kAgency, 5), of_unit));
  EXPECT_TRUE(sees(actor(Role::wg_member, testing::kAgency), of_unit));  // follows it, R-012
}

TEST(NextActions, LeaveTheRecordToEndWhatTheRecordProves) {
  const auto lead = actor(Role::hotline_lead, testing::kHotline);
  EXPECT_EQ(next_actions(lead, duty(), kToday), (std::vector<std::string>{"transfer", "cancel"}));
  Duty call_back = duty();
  call_back.kind = "contact_follow_up";
  EXPECT_EQ(next_actions(lead, call_back, kToday),
            (std::vector<std::string>{"complete", "transfer", "cancel"}));
  EXPECT_EQ(next_actions(actor(Role::counsellor, testing::kHotline), call_back, kToday),
            std::vector<std::string>{"complete"});
  call_back.state = State::done;
  EXPECT_TRUE(next_actions(lead, call_back, kToday).empty());
}

}  // namespace
}  // namespace hd::duties
