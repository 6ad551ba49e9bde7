#include "duties/operations.h"

#include <algorithm>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "accounts/store_users.h"
#include "duties/operations_worker.h"
#include "duties/store.h"
#include "duties/testing.h"
#include "platform/testing.h"
#include "vault/testing.h"

namespace hd::duties {
namespace {

using access::Permission;
using access::Role;
using base::testing::at;
using base::testing::at_minute;
using testing::actor;
using testing::kAgency;
using testing::kHotline;
using testing::kOther;
using testing::kUnit;

const std::string kSubject = "00000000-0000-7000-8000-000000000077";

class DutyOperations : public ::testing::Test {
 protected:
  DutyOperations() {
    database_->write([](platform::Transaction& tx) {
      calendar::load_first_content(tx);
      return true;
    });
  }

  template <class Work>
  auto write(Work work) {
    return database_->write(work);
  }
  template <class Work>
  auto read(Work work) {
    return database_->read(work);
  }

  static NewDuty t1(std::string subject = kSubject) {
    return {.rule = "T1",
            .org = kHotline,
            .counterpart = kAgency,
            .subject_kind = "connection",
            .subject_id = std::move(subject),
            .subject_number = "KN-2026-00012",
            .started_at = at_minute(0)};
  }

  DutyId open_one(const NewDuty& asked) {
    return *write([&](platform::Transaction& tx) {
      return open(tx, at_minute(0), access::system_actor(), asked);
    });
  }
  Duty stored(const DutyId& id) {
    return *read([&](platform::Transaction& tx) { return store::find(tx, id); });
  }
  std::int64_t count(std::string_view sql) {
    return read([&](platform::Transaction& tx) { return tx.query(sql).front().number("n"); });
  }
  /// "opened warned overdue": the words of the history.
  std::string story(const DutyId& id) {
    std::string words;
    for (const auto& row :
         read([&](platform::Transaction& tx) { return store::history(tx, id); })) {
      words += (words.empty() ? "" : " ") + row.why;
    }
    return words;
  }

  /// A user who exists in the database, so that notices have somebody to go to.
  access::Actor employed(Role role, const directory::OrgId& org, int user,
                         std::optional<directory::UnitId> unit = std::nullopt) {
    const access::Actor who = actor(role, org, user, unit);
    write([&](platform::Transaction& tx) {
      accounts::store::insert_user(tx, {*vault_},
                                   {.id = who.user,
                                    .username = "user" + std::to_string(user),
                                    .display_name = "Người Thử " + std::to_string(user),
                                    .state = accounts::State::active,
                                    .created_at = at_minute(0),
                                    .changed_at = at_minute(0)});
      accounts::store::insert_post(tx, {*vault_},
                                   {.post = who.posts.front(),
                                    .user = who.user,
                                    .created_at = at_minute(0),
                                    .changed_at = at_minute(0)});
      return true;
    });
    return who;
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
  Operations operations_{*vault_};
};

// five working days, the day of the call not counted.
TEST_F(DutyOperations, StartAClockFromItsRule) {
  const Duty duty = stored(open_one(t1()));
  EXPECT_EQ(duty.kind, "connection_first_result");
  EXPECT_EQ(duty.due_at, at("2026-03-09T17:00:00Z"));
  EXPECT_TRUE(duty.legal_number);
  EXPECT_EQ(duty.stage, 0);
  EXPECT_EQ(duty.next_alarm_at, at("2026-03-05T21:30:00Z"));
  EXPECT_EQ(story(duty.id), "opened");
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM event WHERE topic = 'duty.changed'"), 1);
}

TEST_F(DutyOperations, StartAtOnceWithAnInternalTargetThatIsNeverLate) {
  NewDuty asked = t1();
  asked.rule = "T4";
  const Duty duty = stored(open_one(asked));
  EXPECT_TRUE(duty.at_once());
  EXPECT_EQ(duty.target_at, at_minute(120));
  EXPECT_FALSE(duty.overdue(at_minute(500)));
}

TEST_F(DutyOperations, RefuseAnUnknownRule) {
  NewDuty asked = t1();
  asked.rule = "T99";
  const auto refused = write([&](platform::Transaction& tx) {
    return open(tx, at_minute(0), access::system_actor(), asked);
  });
  EXPECT_EQ(refused.error().code, "deadline_rule.unknown");
  asked.rule = "T1";
  asked.started_at = at("2014-01-01T00:00:00Z");
  EXPECT_FALSE(write([&](platform::Transaction& tx) {
    return open(tx, at_minute(0), access::system_actor(), asked);
  }));
}

TEST_F(DutyOperations, EndByTheRecordAndTallyOnTimeAndLate) {
  open_one(t1());
  const auto settle_at = [&](base::Timestamp now, const std::string& subject) {
    return write([&](platform::Transaction& tx) {
      return settle(tx, now, access::system_actor(), "connection", subject,
                    "connection_first_result", End::done, "first_result");
    });
  };
  EXPECT_EQ(settle_at(at_minute(60), kSubject), 1);
  EXPECT_EQ(settle_at(at_minute(61), kSubject), 0);
  const std::string second = "00000000-0000-7000-8000-000000000078";
  open_one(t1(second));
  EXPECT_EQ(settle_at(at("2026-03-09T17:00:00.001Z"), second), 1);
  const auto tally = read([](platform::Transaction& tx) {
    return store::ended_between(tx, kHotline, "2026-03", "2026-03");
  });
  ASSERT_EQ(tally.size(), 1U);
  EXPECT_EQ(tally[0].on_time, 1);
  EXPECT_EQ(tally[0].late, 1);
}

// The due time follows the calendar; the old one stays in the history.
TEST_F(DutyOperations, MoveWithTheCalendarAndKeepTheOldDueTime) {
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

TEST_F(DutyOperations, WaitForAMissingCalendarAndGetTheirDueTimeWithIt) {
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
TEST_F(DutyOperations, RingForTheOwnerAndThenUpTheChain) {
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

TEST_F(DutyOperations, StayQuietOnceDone) {
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
TEST_F(DutyOperations, RingOnceOnSeveralNodes) {
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

TEST_F(DutyOperations, LetAPersonCompleteWhatNoRecordProves) {
  const auto lead = employed(Role::hotline_lead, kHotline, 4);
  NewDuty asked = t1();
  asked.rule = "T4";
  const DutyId id = open_one(asked);
  const auto complete = [&](std::int64_t version) {
    return write([&](platform::Transaction& tx) {
      return operations_.complete(tx, at_minute(30), lead, id,
                                  {.version = version, .note = "đã báo cáo qua điện thoại"});
    });
  };
  EXPECT_EQ(complete(9).error(), base::stale(1));
  const auto done = complete(1);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->duty.state, State::done);
  EXPECT_EQ(done->history.back().note, "đã báo cáo qua điện thoại");
  EXPECT_EQ(complete(2).error().code, "duty.not_open");

  const DutyId by_record = open_one(t1());
  const auto refused = write([&](platform::Transaction& tx) {
    return operations_.complete(tx, at_minute(30), lead, by_record, {.version = 1});
  });
  EXPECT_EQ(refused.error().code, "duty.ends_by_record");
}

TEST_F(DutyOperations, TransferTheSameClockInsideTheOrganisation) {
  const auto lead = employed(Role::hotline_lead, kHotline, 4);
  const auto colleague = employed(Role::counsellor, kHotline, 5);
  const auto stranger = employed(Role::counsellor, kOther, 6);
  const DutyId id = open_one(t1());
  const auto transfer = [&](const access::PostId& post) {
    return write([&](platform::Transaction& tx) {
      return operations_.transfer(tx, at_minute(30), lead, id,
                                  {.version = 1, .note = "nghỉ phép", .post = post});
    });
  };
  EXPECT_EQ(transfer(stranger.posts.front().id).error(),
            base::invalid({{"post_id", "other_organisation"}}));
  EXPECT_EQ(transfer(base::testing::id<access::PostId>(999)).error(),
            base::invalid({{"post_id", "unknown_value"}}));
  const auto taken = transfer(colleague.posts.front().id);
  ASSERT_TRUE(taken);
  EXPECT_NE(taken->duty.id, id);
  EXPECT_EQ(taken->duty.state, State::open);
  EXPECT_EQ(taken->duty.post, colleague.posts.front().id);
  EXPECT_EQ(stored(id).state, State::transferred);
  const auto open_now =
      read([](platform::Transaction& tx) { return store::open_of_subject(tx, kSubject); });
  ASSERT_EQ(open_now.size(), 1U);
  EXPECT_EQ(open_now[0].user, colleague.user);
  EXPECT_EQ(open_now[0].due_at, at("2026-03-09T17:00:00Z"));
}

TEST_F(DutyOperations, LookLikeNothingToOutsiders) {
  const DutyId id = open_one(t1());
  const auto outsider = actor(Role::hotline_lead, kOther, 8);
  const auto show = [&](const DutyId& which) {
    return read([&](platform::Transaction& tx) {
      return operations_.show(tx, at_minute(1), outsider, which);
    });
  };
  EXPECT_EQ(show(id).error(), base::not_found());
  EXPECT_EQ(show(DutyId::random()).error(), base::not_found());
}

/// Everybody who might look.
std::vector<access::Actor> everybody() {
  std::vector<access::Actor> people;
  int user = 30;
  for (const auto& role : access::kRoleNames) {
    for (const auto& org : {kHotline, kAgency, kOther}) {
      people.push_back(actor(role.value, org, user++));
      people.push_back(actor(role.value, org, user++, kUnit));
    }
  }
  return people;
}

TEST_F(DutyOperations, ListExactlyWhatMayBeRead) {
  std::vector<Duty> all;
  int number = 0;
  for (const auto& org : {kHotline, kAgency}) {
    for (const bool of_unit : {false, true}) {
      for (const bool escalated : {false, true}) {
        for (const bool at_once : {false, true}) {
          Duty duty = testing::duty(100 + ++number);
          duty.rule = calendar::RuleId::of_key("rule.T1.2021-01-01");
          duty.org = org;
          duty.stage_org = escalated ? kOther : org;
          duty.stage = escalated ? 2 : 0;
          if (of_unit) duty.unit = kUnit;
          if (number % 3 == 0) duty.user = base::testing::id<access::UserId>(30 + number);
          if (at_once) {
            duty.due_at.reset();
            duty.target_at = at_minute(120 + number);
          }
          all.push_back(duty);
        }
      }
    }
  }
  write([&](platform::Transaction& tx) {
    for (const Duty& duty : all) store::insert(tx, duty);
    return true;
  });
  const base::Date today = base::local_date(at_minute(0));
  for (const auto& who : everybody()) {
    std::set<DutyId> may;
    for (const Duty& duty : all) {
      if (allowed(who, Permission::duties_read, duty, today)) may.insert(duty.id);
    }
    std::set<DutyId> listed;
    Query query{.limit = 3};
    do {
      const auto page = read([&](platform::Transaction& tx) {
        return operations_.list(tx, at_minute(0), who, query);
      });
      ASSERT_TRUE(page);
      for (const View& view : page->items) {
        EXPECT_TRUE(listed.insert(view.duty.id).second) << "listed twice";
      }
      query.cursor = page->next;
    } while (!query.cursor.empty());
    EXPECT_EQ(listed, may) << base::name_of(access::kRoleNames, who.posts.front().role);
  }
}

TEST_F(DutyOperations, StandInTheColumnOfTheDayTheyEnd) {
  const auto lead = actor(Role::hotline_lead, kHotline);
  const auto due = [&](std::string_view when, int number) {
    Duty duty = testing::duty(200 + number);
    duty.rule = calendar::RuleId::of_key("rule.T1.2021-01-01");
    duty.due_at = at(when);
    write([&](platform::Transaction& tx) {
      store::insert(tx, duty);
      return true;
    });
  };
  due("2026-03-02T01:00:00Z", 1);  // before now
  due("2026-03-02T17:00:00Z", 2);  // 24:00 today
  due("2026-03-03T17:00:00Z", 3);  // 24:00 tomorrow
  due("2026-03-04T17:00:00Z", 4);
  due("2026-03-08T17:00:00Z", 5);
  due("2026-03-09T17:00:00Z", 6);
  NewDuty asked = t1();
  asked.rule = "T4";
  open_one(asked);
  const auto board = read([&](platform::Transaction& tx) {
    return operations_.board(tx, at_minute(0), lead, Scope::organisation);
  });
  std::vector<std::size_t> counts;
  for (const auto& column : board.columns) {
    counts.push_back(column.count);
    EXPECT_EQ(column.cards.size(), column.count);
  }
  EXPECT_EQ(counts, (std::vector<std::size_t>{1, 1, 1, 2, 1, 1}));
  ASSERT_EQ(board.by_agency.size(), 1U);
  EXPECT_EQ(board.by_agency[0].open, 6);
  EXPECT_EQ(board.by_agency[0].overdue, 1);
}

TEST_F(DutyOperations, RefuseAForgedCursor) {
  const auto page = read([&](platform::Transaction& tx) {
    return operations_.list(tx, at_minute(0), actor(Role::counsellor, kHotline),
                            {.cursor = "not a cursor"});
  });
  EXPECT_EQ(page.error(), base::invalid({{"cursor", "malformed"}}));
}

}  // namespace
}  // namespace hd::duties
