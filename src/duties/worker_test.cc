// What happens by itself: the calendar moves duties, and they ring.

#include <gtest/gtest.h>

#include "duties/operations.h"
#include "duties/testing_scene.h"

namespace hd::duties::testing {
namespace {

using access::Permission;

class DutyWorker : public DutyScene {};

// The due time follows the calendar; the old one stays in the history.
TEST_F(DutyWorker, MoveWithTheCalendarAndKeepTheOldDueTime) {
  NewDuty asked = t1();
  asked.rule = "T2";
  asked.started_at = at("2026-11-20T03:00:00Z");
  const DutyId id = open_one(asked);
  EXPECT_EQ(stored(id).due_at, at("2026-11-23T17:00:00Z"));
  calendar::Operations calendar([](platform::Transaction& tx, base::Timestamp now,
                                   const access::Actor& who,
                                   base::Date day) { recompute(tx, now, who, day); });
  const auto set = write([&](platform::Transaction& tx) {
    return calendar.set_day(tx, at("2026-11-20T04:00:00Z"), access::system_actor(),
                            {.version = {},
                             .day = {.date = *base::parse_date("2026-11-23"),
                                     .kind = calendar::DayKind::swapped_off,
                                     .basis = "QĐ",
                                     .audience = calendar::Audience::public_sector},
                             .reason = "swap adopted"});
  });
  ASSERT_TRUE(set);
  const Duty moved = stored(id);
  EXPECT_EQ(moved.due_at, at("2026-11-25T17:00:00Z"));  // the 24th is Culture Day
  EXPECT_EQ(moved.version, 2);
  const auto lines = read([&](platform::Transaction& tx) { return store::history(tx, id); });
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].why, "calendar_changed");
  EXPECT_EQ(lines[1].due_at, at("2026-11-23T17:00:00Z"));
}

TEST_F(DutyWorker, WaitForAMissingCalendarAndGetTheirDueTimeWithIt) {
  NewDuty asked = t1();
  asked.started_at = at("2026-12-29T03:00:00Z");
  const DutyId id = open_one(asked);
  EXPECT_TRUE(stored(id).waits_for_calendar());
  EXPECT_EQ(story(id), "waits_for_calendar");
  calendar::Operations calendar([](platform::Transaction& tx, base::Timestamp now,
                                   const access::Actor& who,
                                   base::Date day) { recompute(tx, now, who, day); });
  ASSERT_TRUE(write([&](platform::Transaction& tx) {
    return calendar.set_year(tx, at("2026-12-30T03:00:00Z"), access::system_actor(),
                             {.version = {},
                              .year = {.number = 2027, .basis = "TB", .known = true},
                              .reason = "notice"});
  }));
  EXPECT_EQ(stored(id).due_at, at("2027-01-05T17:00:00Z"));
}

// warned, then leader, working-group member, hotline lead.
TEST_F(DutyWorker, RingForTheOwnerAndThenUpTheChain) {
  const auto counsellor = employed(Role::counsellor, kHotline, 1);
  const auto shift_lead = employed(Role::shift_lead, kHotline, 2);
  const auto member = employed(Role::wg_member, kAgency, 3);
  NewDuty asked = t1();
  asked.user = counsellor.user;
  const DutyId id = open_one(asked);
  EXPECT_EQ(fire_due(*database_, at_minute(10)), 0U);
  EXPECT_EQ(fire_due(*database_, at("2026-03-06T00:00:00Z")), 1U);
  EXPECT_EQ(story(id), "opened warned");
  EXPECT_EQ(fire_due(*database_, at("2026-03-09T17:00:00Z")), 1U);
  EXPECT_EQ(story(id), "opened warned warned escalated");
  EXPECT_EQ(stored(id).stage_role, Role::shift_lead);
  EXPECT_EQ(fire_due(*database_, at("2026-03-10T17:00:00Z")), 1U);
  const Duty at_agency = stored(id);
  EXPECT_EQ(at_agency.stage_org, kAgency);
  EXPECT_TRUE(allowed(member, Permission::duties_read, at_agency, base::local_date(at_minute(0))));
  EXPECT_EQ(fire_due(*database_, at("2026-04-10T17:00:00Z")), 1U);
  EXPECT_EQ(fire_due(*database_, at("2026-05-10T17:00:00Z")), 0U);
  EXPECT_EQ(stored(id).stage_role, Role::hotline_lead);
  // The start, two warnings and three steps for the owner, one step each for the others.
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM outbox"), 6 + 1 + 1);
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM outbox WHERE code = 'KN-2026-00012'"), 8);
}

TEST_F(DutyWorker, StayQuietOnceDone) {
  const DutyId id = open_one(t1());
  write([&](platform::Transaction& tx) {
    return settle(tx, at_minute(5), access::system_actor(), "connection", kSubject, "", End::done,
                  "x");
  });
  (void)id;
  EXPECT_EQ(write([&](platform::Transaction& tx) {
              return settle_all(tx, at_minute(5), access::system_actor(), "connection", kSubject,
                                End::done, "x");
            }),
            0);
  EXPECT_EQ(fire_due(*database_, at("2026-06-01T00:00:00Z")), 0U);
}

// Several nodes at once: every alarm rings exactly once.
TEST_F(DutyWorker, RingOnceOnSeveralNodes) {
  const auto counsellor = employed(Role::counsellor, kHotline, 1);
  constexpr int kDuties = 40;
  for (int i = 0; i < kDuties; ++i) {
    NewDuty asked = t1(base::random_uuid());
    asked.user = counsellor.user;
    open_one(asked);
  }
  std::vector<std::jthread> nodes;
  for (int i = 0; i < 4; ++i) {
    nodes.emplace_back([this] { fire_due(*database_, at("2026-03-06T00:00:00Z")); });
  }
  nodes.clear();
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM duty_history WHERE why = 'warned'"), kDuties);
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM outbox"), 2 * kDuties);  // opened, warned
}

}  // namespace
}  // namespace hd::duties::testing
