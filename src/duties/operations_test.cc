#include "duties/operations.h"

#include <gtest/gtest.h>

#include "duties/testing_scene.h"

namespace hd::duties::testing {
namespace {

class DutyOperations : public DutyScene {};

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

TEST_F(DutyOperations, BearTheNumberOfTheirRecordOnceItHasOne) {
  NewDuty early = t1();
  early.subject_number = "";
  const DutyId id = open_one(early);
  NewDuty other = t1("00000000-0000-7000-8000-000000000079");
  other.subject_number = "";
  const DutyId untouched = open_one(other);
  write([&](platform::Transaction& tx) {
    number_subject(tx, early.subject_kind, early.subject_id, "CT-2026-00001");
    return 0;
  });
  EXPECT_EQ(stored(id).subject_number, "CT-2026-00001");
  EXPECT_EQ(stored(id).version, 1);
  EXPECT_EQ(stored(untouched).subject_number, "");
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

}  // namespace
}  // namespace hd::duties::testing
