#include "files/operations.h"

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "base/testing.h"
#include "files/testing.h"
#include "platform/file_stream.h"
#include "platform/testing.h"
#include "vault/testing.h"

namespace hd::files {
namespace {

using platform::ScanVerdict;

const auto kOrg = base::testing::id<directory::OrgId>(1);
const Subject kRecord{"case", "00000000-0000-7000-8000-000000000077"};

access::Actor somebody(int number) {
  return {.user = base::testing::id<access::UserId>(number)};
}

/// 1 works on the record, 2 sees work only, 3 nothing.
base::Result<Right> ask(platform::Transaction&, const Who& who, const Subject& subject, Use use) {
  const Right right{{.allowed = true, .marks = access::kAllMarks}, "case/77", kOrg};
  if (subject != kRecord) return base::not_found();
  if (who.actor.user == somebody(1).user) return right;
  if (who.actor.user != somebody(2).user || use == Use::write) return base::not_found();
  return Right{{.allowed = true, .marks = access::kWork}, "case/77", kOrg};
}

class FileOperations : public ::testing::Test {
 protected:
  FileOperations() {
    database_->write([](platform::Transaction& tx) {
      load_first_content(tx);
      return base::Done{};
    });
  }
  template <class Work>
  auto in_tx(Work&& work) {
    return database_->write(std::forward<Work>(work));
  }
  base::Result<Seen> begin(std::int64_t size, const std::string& name = "a.png") {
    return in_tx([&](auto& tx) {
      return operations_.begin(tx, {me_, now_}, {kRecord, "photo", name, size});
    });
  }
  base::Result<File> put(const FileId& id, std::int64_t number, const std::string& bytes) {
    return in_tx([&](auto& tx) {
      return operations_.put_part(tx, {me_, now_}, id, number, bytes);
    });
  }
  File uploaded(const std::string& bytes, const std::string& name = "a.png") {
    const auto begun = begin(static_cast<std::int64_t>(bytes.size()), name);
    const auto size = static_cast<std::size_t>(kPartBytes);
    for (std::int64_t number = 1; number <= parts_of(begun->file.size_bytes); ++number) {
      const auto from = static_cast<std::size_t>(number - 1) * size;
      EXPECT_TRUE(put(begun->file.id, number, bytes.substr(from, size)));
    }
    return state(begun->file.id);
  }
  File state(const FileId& id) {
    return *in_tx([&](auto& tx) { return operations_.state(tx, {me_, now_}, id); });
  }
  base::Result<std::string> download(const access::Actor& actor, const FileId& id, CopyKind copy) {
    auto ticket = in_tx([&](auto& tx) {
      return operations_.download(tx, {actor, now_}, id, copy, "evidence");
    });
    if (!ticket) return ticket.error();
    return database_->read([&](auto& tx) { return Operations::read(tx, *ticket); });
  }
  std::int64_t count(const std::string& table) {
    return in_tx(
        [&](auto& tx) { return tx.query_one("SELECT COUNT(*) AS n FROM " + table)->number("n"); });
  }

  base::Timestamp now_ = base::testing::at_minute(0);
  const access::Actor me_ = somebody(1);
  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
  const Examiner examiner_;
  ScanVerdict verdict_ = ScanVerdict::clean;
  int woken_ = 0;
  Operations operations_{{.vault = *vault_,
                          .ask = ask,
                          .examine =
                              [this](std::string_view bytes, std::string_view extension) {
                                return std::optional(examiner_.examine(bytes, extension));
                              },
                          .scan = [this](std::string_view) { return verdict_; },
                          .wake = [this] { ++woken_; }}};
};

TEST_F(FileOperations, GiveBackWhatWasSentAndASafeCopyOfIt) {
  const std::string photo = testing::png(700, 300) + std::string(2 * kPartBytes, 'x');
  const File file = uploaded(photo);
  EXPECT_EQ(file.state, State::checking);
  EXPECT_EQ(woken_, 1);
  EXPECT_EQ(operations_.examine_due(*database_, now_), 1U);
  EXPECT_EQ(state(file.id).state, State::ready);
  EXPECT_EQ(*download(me_, file.id, CopyKind::original), photo);
  const auto safe = *download(me_, file.id, CopyKind::safe);
  EXPECT_EQ(safe.find('x' + std::string(9, 'x')), std::string::npos);
  EXPECT_EQ(operations_.examine_due(*database_, now_), 0U);
}

TEST_F(FileOperations, GiveNothingOutBeforeTheAntivirusAnswered) {
  verdict_ = ScanVerdict::unavailable;
  const File file = uploaded(testing::png(4, 4));
  EXPECT_EQ(download(me_, file.id, CopyKind::original).error().code, "file.not_ready");
  operations_.examine_due(*database_, now_);
  EXPECT_EQ(state(file.id).state, State::waiting_for_scan);
  EXPECT_EQ(download(me_, file.id, CopyKind::safe).error().code, "file.not_ready");
  verdict_ = ScanVerdict::clean;
  EXPECT_EQ(operations_.examine_due(*database_, now_), 0U);  // not every moment again
  now_ += std::chrono::minutes(1);
  EXPECT_EQ(operations_.examine_due(*database_, now_), 1U);
  EXPECT_TRUE(download(me_, file.id, CopyKind::safe));
}

TEST_F(FileOperations, KeepNoByteOfWhatWasRefused) {
  verdict_ = ScanVerdict::infected;
  const File file = uploaded(testing::png(4, 4));
  operations_.examine_due(*database_, now_);
  const File after = state(file.id);
  EXPECT_EQ(after.state, State::refused);
  EXPECT_EQ(after.refusal, Refusal::infected);
  EXPECT_EQ(count("file_piece") + count("file_copy"), 0);
}

TEST_F(FileOperations, TakePartsInOrderAndTheSamePartTwice) {
  const auto begun = begin(kPartBytes + 1, "a.txt");
  const std::string first(static_cast<std::size_t>(kPartBytes), 'a');
  EXPECT_EQ(put(begun->file.id, 2, "b").error().code, "file.part_order");
  EXPECT_EQ(put(begun->file.id, 1, "short").error().params.at("expected_bytes"), "524288");
  EXPECT_EQ(put(begun->file.id, 1, first)->parts_received, 1);
  EXPECT_EQ(put(begun->file.id, 1, first)->parts_received, 1);
  EXPECT_EQ(put(begun->file.id, 2, "b")->state, State::checking);
  EXPECT_EQ(put(begun->file.id, 2, "b")->state, State::checking);
  EXPECT_EQ(put(begun->file.id, 3, "c").error().code, "file.part_order");
}

TEST_F(FileOperations, CountEveryByteAgainstTheRecordAndTheDay) {
  EXPECT_EQ(begin((25 << 20) + 1).error().code, "file.too_large");
  for (int i = 0; i < 20; ++i) ASSERT_TRUE(begin(25 << 20));
  EXPECT_EQ(begin(1).error().code, "file.quota_record");
}

TEST_F(FileOperations, ShowNothingToWhoMayNotSeeTheMark) {
  const File file = uploaded(testing::png(4, 4));
  operations_.examine_due(*database_, now_);
  for (const auto& other : {somebody(2), somebody(3)}) {
    EXPECT_EQ(download(other, file.id, CopyKind::safe).error(), base::not_found());
    EXPECT_EQ(download(other, FileId::random(), CopyKind::safe).error(), base::not_found());
  }
  const auto list = in_tx([&](auto& tx) {
    return operations_.list(tx, {somebody(2), now_}, {.subject = kRecord});
  });
  EXPECT_TRUE(list->items.empty());
}

TEST_F(FileOperations, NoticeAPieceThatWasTakenAwayOrMoved) {
  const File file = uploaded(std::string(100'000, 'a'), "a.txt");
  operations_.examine_due(*database_, now_);
  in_tx([&](auto& tx) { return tx.execute("DELETE FROM file_piece WHERE position = 1"); });
  EXPECT_THROW(static_cast<void>(download(me_, file.id, CopyKind::original)), std::runtime_error);
}

TEST_F(FileOperations, CleanAwayWhatNeverBecameComplete) {
  const auto begun = begin(kPartBytes + 1, "a.txt");
  ASSERT_TRUE(put(begun->file.id, 1, std::string(static_cast<std::size_t>(kPartBytes), 'a')));
  EXPECT_EQ(Operations::forget_abandoned(*database_, now_ + std::chrono::hours(23)), 0U);
  EXPECT_EQ(Operations::forget_abandoned(*database_, now_ + std::chrono::hours(25)), 1U);
  EXPECT_EQ(count("file") + count("file_piece") + count("file_copy"), 0);
}

TEST_F(FileOperations, ExamineAgainWhatAKilledServerHadBegun) {
  const File file = uploaded(testing::png(4, 4));
  // Another server claims it and dies: its claim ends after a while.
  in_tx([&](auto& tx) {
    return tx.execute("UPDATE file SET next_try_at = $1, version = version + 1",
                      {now_ + std::chrono::minutes(3)});
  });
  EXPECT_EQ(operations_.examine_due(*database_, now_), 0U);
  EXPECT_EQ(operations_.examine_due(*database_, now_ + std::chrono::minutes(3)), 1U);
  EXPECT_EQ(state(file.id).state, State::ready);
}

}  // namespace
}  // namespace hd::files
