#include "audit/audit.h"

#include <thread>

#include <gtest/gtest.h>

#include "audit/chain.h"
#include "audit/testing.h"
#include "base/testing.h"
#include "platform/testing.h"

namespace hd::audit {
namespace {

using base::testing::at;
using base::testing::at_minute;
using base::testing::id;
using platform::Transaction;

const platform::SigningKey kKey = platform::signing_key(platform::Secret(std::string(32, 's')));

access::Actor actor(int number) {
  return {id<access::UserId>(number), id<access::SessionId>(100 + number)};
}

Entry entry(std::string action, int object = 1) {
  return {.action = std::move(action),
          .object_kind = "contact",
          .object_id = id<access::UserId>(object).str(),
          .purpose = "call_back",
          .marks = access::kWork | access::kIdentity,
          .post = id<access::PostId>(9),
          .rule = 17};
}

class AuditTest : public ::testing::Test {
 protected:
  void record(base::Timestamp now, const Entry& what, int who = 1) {
    database_->write([&](Transaction& tx) {
      audit::record(tx, now, actor(who), what);
      return tx.audit_entries;
    });
  }
  void sign(base::Timestamp now) {
    database_->write([&](Transaction& tx) {
      sign_head(tx, now, kKey);
      return 0;
    });
  }
  std::vector<Stored> find(const Filter& filter, std::size_t limit = 100) {
    return database_->read([&](Transaction& tx) { return audit::find(tx, filter, limit); });
  }
  std::vector<std::string> lines() {
    return database_->read([](Transaction& tx) { return testing::exported(tx); });
  }
  std::string actions(const Filter& filter, std::size_t limit = 100) {
    std::string text;
    for (const Stored& found : find(filter, limit)) text += found.action + " ";
    return text;
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
};

TEST_F(AuditTest, AnEntryTellsWhoDidWhatToWhichThing) {
  record(at("2026-03-02T02:00:00Z"), entry("contact.finalise"));
  const auto found = find({});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(canonical(found[0]),
            "haidang-audit-entry 1\n"
            "sequence 1\n"
            "at 2026-03-02T02:00:00.000Z\n"
            "user 00000000-0000-7000-8000-000000000001\n"
            "post 00000000-0000-7000-8000-000000000009\n"
            "session 00000000-0000-7000-8000-000000000101\n"
            "action contact.finalise\n"
            "object_kind contact\n"
            "object_id 00000000-0000-7000-8000-000000000001\n"
            "purpose call_back\n"
            "marks 3\n"
            "rule 17\n"
            "previous 0000000000000000000000000000000000000000000000000000000000000000\n");
  EXPECT_EQ(found[0].hash, platform::to_hex(platform::sha256(canonical(found[0]))));
}

TEST_F(AuditTest, EveryEntryCarriesTheHashOfTheOneBefore) {
  for (int i = 0; i < 5; ++i) record(at_minute(i), entry("contact.open"));
  const auto found = find({});
  ASSERT_EQ(found.size(), 5U);
  for (std::size_t i = 0; i + 1 < found.size(); ++i) {
    EXPECT_EQ(found[i].previous_hash, found[i + 1].hash);
    EXPECT_EQ(found[i].sequence, found[i + 1].sequence + 1);
  }
}

TEST_F(AuditTest, AnEntryVanishesWithTheChangeThatWasUndone) {
  record(at_minute(0), entry("contact.open"));
  EXPECT_THROW(database_->write([&](Transaction& tx) -> int {
    audit::record(tx, at_minute(1), actor(1), entry("contact.finalise"));
    throw std::runtime_error("undo");
  }),
               std::runtime_error);
  record(at_minute(2), entry("contact.close"));
  EXPECT_EQ(actions({}), "contact.close contact.open ");
  EXPECT_TRUE(testing::verdict_on(lines()).good);
}

TEST_F(AuditTest, TheTransactionCountsItsEntries) {
  const int counted = database_->write([&](Transaction& tx) {
    audit::record(tx, at_minute(0), actor(1), entry("contact.open"));
    audit::record(tx, at_minute(0), actor(1), entry("contact.open", 2));
    return tx.audit_entries;
  });
  EXPECT_EQ(counted, 2);
}

TEST_F(AuditTest, TextOfAPersonCannotBeRecorded) {
  Entry name = entry("contact.open");
  name.purpose = "gọi lại cho chị Hoa";
  EXPECT_THROW(record(at_minute(0), name), std::invalid_argument);
  Entry lines_break = entry("contact.open");
  lines_break.object_id = "x\nmarks 7";
  EXPECT_THROW(record(at_minute(0), lines_break), std::invalid_argument);
  Entry too_long = entry("contact.open");
  too_long.object_kind = std::string(101, 'x');
  EXPECT_THROW(record(at_minute(0), too_long), std::invalid_argument);
  EXPECT_THROW(record(at_minute(0), entry("")), std::invalid_argument);
  EXPECT_TRUE(find({}).empty());
}

TEST_F(AuditTest, IdsAndStableWordsAreLettersDigitsAndSixSigns) {
  const std::string good = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/#-";
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text(1, static_cast<char>(byte));
    EXPECT_EQ(is_recordable(text), good.find(text) != std::string::npos) << byte;
  }
  EXPECT_TRUE(is_recordable(""));
  EXPECT_TRUE(is_recordable(std::string(100, 'x')));
  EXPECT_FALSE(is_recordable(std::string(101, 'x')));
}

TEST_F(AuditTest, WithoutPostAndSessionTheseAreEmpty) {
  database_->write([](Transaction& tx) {
    audit::record(tx, at_minute(0), access::anonymous(),
                  {.action = "session.refuse", .object_kind = "", .object_id = ""});
    return 0;
  });
  const Stored found = find({}).at(0);
  EXPECT_EQ(found.user, access::anonymous().user.str());
  EXPECT_EQ(found.post, "");
  EXPECT_EQ(found.session, "");
  EXPECT_EQ(found.marks, 0);
  EXPECT_EQ(found.rule, -1);
}

TEST_F(AuditTest, AnEntryThatSomebodyOvertookIsRefused) {
  if (database_->engine() != platform::Engine::sqlite) GTEST_SKIP() << "a trigger of SQLite";
  EXPECT_THROW(database_->write([](Transaction& tx) {
    tx.execute(
        "CREATE TRIGGER overtake AFTER INSERT ON audit_entry BEGIN"
        " UPDATE audit_chain SET size = size + 5; END");
    audit::record(tx, at_minute(0), actor(1), entry("contact.open"));
    return 0;
  }),
               std::logic_error);
}

TEST_F(AuditTest, RequestsThatOvertakeOneAnotherGetTheLaterTime) {
  record(at("2026-03-02T02:00:10Z"), entry("contact.open"));
  record(at("2026-03-02T02:00:05Z"), entry("contact.close"));
  EXPECT_EQ(find({})[0].at, at("2026-03-02T02:00:10Z"));
  EXPECT_EQ(find({}).size(), 2U);
}

TEST_F(AuditTest, AMinuteIsOvertakingAndMoreIsAClockSetBack) {
  record(at("2026-03-02T02:01:00Z"), entry("contact.open"));
  record(at("2026-03-02T02:00:00Z"), entry("contact.close"));
  EXPECT_EQ(actions({}), "contact.close contact.open ");
  EXPECT_EQ(find({})[0].at, at("2026-03-02T02:01:00Z"));
  record(at("2026-03-02T01:59:59.999Z"), entry("contact.close"));
  EXPECT_EQ(actions({}), "contact.close clock.set_back contact.close contact.open ");
  const Stored step = find({}).at(1);
  EXPECT_EQ(step.at, at("2026-03-02T02:01:00Z"));
  EXPECT_EQ(step.user, access::system_actor().user.str());
  EXPECT_EQ(step.rule, -1);
  EXPECT_EQ(step.sequence, 3);
  EXPECT_EQ(find({}).at(0).previous_hash, step.hash);
}

TEST_F(AuditTest, AClockSetBackIsOnRecordAndDoesNotLookLikeForgery) {
  record(at("2026-03-02T02:00:00Z"), entry("contact.open"));
  record(at("2026-03-01T02:00:00Z"), entry("contact.close"));
  record(at("2026-03-01T02:00:01Z"), entry("contact.open"));
  EXPECT_EQ(actions({}), "contact.open contact.close clock.set_back contact.open ");
  EXPECT_EQ(find({})[1].at, at("2026-03-01T02:00:00Z"));
  const auto verdict = testing::verdict_on(lines());
  EXPECT_TRUE(verdict.good) << verdict.problem;
}

TEST_F(AuditTest, AnswersWhoSawThisAndWhatDidThisUserDo) {
  record(at_minute(0), entry("contact.open", 1), 1);
  record(at_minute(1), entry("contact.finalise", 1), 1);
  record(at_minute(2), entry("contact.open", 2), 2);
  record(at_minute(3), entry("refused", 1), 2);
  EXPECT_EQ(actions({.object_id = id<access::UserId>(1).str()}),
            "refused contact.finalise contact.open ");
  EXPECT_EQ(actions({.user_id = id<access::UserId>(2).str()}), "refused contact.open ");
  EXPECT_EQ(actions({.action = "contact.open"}), "contact.open contact.open ");
  EXPECT_EQ(actions({.from = at_minute(1), .to = at_minute(3)}), "contact.open contact.finalise ");
  EXPECT_EQ(actions({.user_id = id<access::UserId>(2).str(), .action = "refused"}), "refused ");
  EXPECT_EQ(actions({}, 3), "refused contact.open contact.finalise ");
  EXPECT_EQ(actions({.before_sequence = 2}), "contact.open ");
  EXPECT_EQ(actions({.object_kind = "case"}), "");
  EXPECT_EQ(actions({.object_kind = "contact", .action = "refused"}), "refused ");
}

TEST_F(AuditTest, AHeadSaysHowLongTheLogIsAndHowItEnds) {
  sign(at_minute(0));
  EXPECT_FALSE(database_->read([](Transaction& tx) { return latest_head(tx); }));
  record(at_minute(1), entry("contact.open"));
  sign(at_minute(2));
  sign(at_minute(3));
  const auto head = database_->read([](Transaction& tx) { return latest_head(tx); });
  ASSERT_TRUE(head);
  EXPECT_EQ(head->size, 1);
  EXPECT_EQ(head->hash, find({})[0].hash);
  EXPECT_EQ(head->at, at_minute(2)) << "nothing new, no new head";
  EXPECT_EQ(head->public_key, platform::to_hex(kKey.public_key));
  EXPECT_TRUE(platform::verify_signature(kKey.public_key, canonical(*head),
                                         platform::from_hex(head->signature).value()));
}

TEST_F(AuditTest, ASignatureCoversSizeHashAndTime) {
  const Head head{7, "abc", at("2026-03-02T02:00:00Z"), "key", "signature"};
  EXPECT_EQ(canonical(head),
            "haidang-audit-head 1\nsize 7\nhash abc\nat 2026-03-02T02:00:00.000Z\n");
}

TEST_F(AuditTest, TheExportHoldsEveryEntryAndHeadInOrder) {
  record(at_minute(0), entry("contact.open"));
  sign(at_minute(0));
  record(at_minute(1), entry("contact.open"));
  record(at_minute(2), entry("contact.open"));
  sign(at_minute(2));
  std::string order;
  for (const std::string& line : lines()) {
    order += line.find("\"type\":\"head\"") != std::string::npos ? "h" : "e";
  }
  EXPECT_EQ(order, "eheeh");
}

TEST_F(AuditTest, LongLogsAreExportedInPagesWithoutAGap) {
  constexpr int kEntries = 2500;
  database_->write([&](Transaction& tx) {
    for (int i = 0; i < kEntries; ++i) {
      audit::record(tx, at_minute(i), actor(1), entry("contact.open"));
      if (i % 500 == 499) sign_head(tx, at_minute(i), kKey);
    }
    return 0;
  });
  const auto verdict = testing::verdict_on(lines(), platform::to_hex(kKey.public_key));
  EXPECT_TRUE(verdict.good) << verdict.problem;
  EXPECT_EQ(verdict.entries, kEntries);
  EXPECT_EQ(verdict.heads, 5);
  EXPECT_TRUE(database_->read([](Transaction& tx) { return verify_log(tx, ""); }).good);
}

TEST_F(AuditTest, EntriesOfTwoNodesLineUp) {
  if (database_->engine() != platform::Engine::postgres) GTEST_SKIP() << "one node has one file";
  const std::string name = database_->read([](Transaction& tx) {
    return tx.query("SELECT current_database() AS name").at(0).text("name");
  });
  constexpr int kThreads = 4;
  constexpr int kRounds = 25;
  {
    const auto other = platform::open_postgres(
        {.url = platform::testing::with_database(platform::testing::postgres_server(), name)});
    std::vector<std::thread> threads;
    for (int t = 0; t < 2 * kThreads; ++t) {
      threads.emplace_back([&, node = t % 2 == 0 ? database_.get() : other.get()] {
        for (int round = 0; round < kRounds; ++round) {
          node->write([&](Transaction& tx) {
            audit::record(tx, at_minute(round), actor(1), entry("contact.open"));
            return 0;
          });
        }
      });
    }
    for (auto& thread : threads) thread.join();
  }
  const auto verdict = database_->read([](Transaction& tx) { return verify_log(tx, ""); });
  EXPECT_TRUE(verdict.good) << verdict.problem;
  EXPECT_GE(verdict.entries, 2 * kThreads * kRounds);
}

}  // namespace
}  // namespace hd::audit
