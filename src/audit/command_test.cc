#include "audit/command.h"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "base/testing.h"
#include "platform/testing.h"

namespace hd::audit {
namespace {

using base::testing::at_minute;
using base::testing::id;
using platform::Transaction;

class VerifyCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    database_->write([](Transaction& tx) {
      for (int i = 0; i < 5; ++i) {
        record(tx, at_minute(i), {id<access::UserId>(1)},
               {.action = "contact.open", .object_kind = "contact", .object_id = "x"});
      }
      return 0;
    });
  }
  Output output() {
    printed_.clear();
    return [this](std::string_view line) { printed_ += std::string(line) + "\n"; };
  }
  std::string first_line() const { return printed_.substr(0, printed_.find('\n')); }
  std::string path(const std::string& name) const { return folder_.path() + "/" + name; }
  int verify(const std::string& heads = "") {
    return verify_database(*database_, key_, heads, at_minute(10), output());
  }
  void change(std::string_view sql) {
    database_->write([&](Transaction& tx) { return tx.execute(sql); });
  }
  std::int64_t count_heads() {
    return database_->read([](Transaction& tx) {
      return tx.query("SELECT COUNT(*) AS count FROM audit_head").at(0).number("count");
    });
  }

  const platform::SigningKey key_ = platform::signing_key(platform::Secret(std::string(32, 's')));
  platform::testing::TemporaryFolder folder_;
  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::string printed_;
};

TEST_F(VerifyCommandTest, AGoodLogIsSignedAndItsHeadPrinted) {
  EXPECT_EQ(verify(), 0);
  EXPECT_EQ(first_line(), "good: 5 entries, 0 signed heads");
  EXPECT_NE(printed_.find("head: {\"type\":\"head\",\"size\":5,"), std::string::npos);
  EXPECT_EQ(verify(), 0);
  EXPECT_EQ(first_line(), "good: 5 entries, 1 signed heads");
}

TEST_F(VerifyCommandTest, ABadLogIsNamedAndNotSigned) {
  change("UPDATE audit_entry SET action = 'contact.close' WHERE sequence = 3");
  EXPECT_EQ(verify(), 1);
  EXPECT_EQ(printed_,
            "BAD at entry 3: entry 3 was changed: its content does not give its hash\n"
            "checked before it: 2 entries, 0 signed heads\n");
  EXPECT_EQ(count_heads(), 0);
}

TEST_F(VerifyCommandTest, AnExportIsCheckedWithoutTheDatabase) {
  verify();
  EXPECT_EQ(export_file(*database_, path("log.jsonl"), output()), 0);
  EXPECT_EQ(printed_, "6 lines\n");
  database_.reset();
  EXPECT_EQ(verify_file(path("log.jsonl"), platform::to_hex(key_.public_key), "", output()), 0);
  EXPECT_EQ(printed_, "good: 5 entries, 1 signed heads\n");
  EXPECT_EQ(verify_file(path("log.jsonl"), std::string(64, '0'), "", output()), 1);
  EXPECT_EQ(verify_file(path("none.jsonl"), "", "", output()), 2);
  EXPECT_EQ(printed_, "cannot read " + path("none.jsonl") + "\n");
}

TEST_F(VerifyCommandTest, AnExportNeverOverwritesAFile) {
  std::ofstream(path("log.jsonl")) << "something\n";
  EXPECT_EQ(export_file(*database_, path("log.jsonl"), output()), 2);
  EXPECT_EQ(printed_, path("log.jsonl") + " exists already\n");
}

TEST_F(VerifyCommandTest, AKeptHeadShowsThatTheEndWasCutOff) {
  verify();
  const auto start = printed_.find("head: ") + 6;
  std::ofstream(path("heads")) << printed_.substr(start);
  change("DELETE FROM audit_head");
  change("DELETE FROM audit_entry WHERE sequence > 3");
  change(
      "UPDATE audit_chain SET size = 3, hash = (SELECT hash FROM audit_entry WHERE sequence = 3)");
  EXPECT_EQ(verify(path("heads")), 1);
  EXPECT_EQ(first_line(),
            "BAD at entry 4: entries 4 to 5 are missing at the end: a signed head counts them");
  EXPECT_EQ(verify(path("none")), 2);
  EXPECT_EQ(printed_, "cannot read " + path("none") + "\n");
  std::ofstream(path("nonsense")) << "{}\n";
  EXPECT_EQ(verify(path("nonsense")), 2);
}

TEST_F(VerifyCommandTest, AKeptHeadThatFitsIsGoodAndEmptyLinesAreNothing) {
  verify();
  const auto start = printed_.find("head: ") + 6;
  EXPECT_NE(printed_.find("signer: " + platform::to_hex(key_.public_key)), std::string::npos);
  std::ofstream(path("heads")) << "\n" << printed_.substr(start) << "\n";
  EXPECT_EQ(verify(path("heads")), 0);
  export_file(*database_, path("log.jsonl"), output());
  EXPECT_EQ(verify_file(path("log.jsonl"), "", path("heads"), output()), 0);
  EXPECT_EQ(verify_file(path("log.jsonl"), "", path("none"), output()), 2);
  EXPECT_EQ(printed_, "cannot read " + path("none") + "\n");
}

TEST_F(VerifyCommandTest, AnEmptyLogIsGoodAndHasNoHead) {
  database_ = platform::testing::migrated_database();
  EXPECT_EQ(verify(), 0);
  EXPECT_EQ(printed_,
            "good: 0 entries, 0 signed heads\nsigner: " + platform::to_hex(key_.public_key) + "\n");
}

TEST_F(VerifyCommandTest, AnExportIsForTheOwnerAlone) {
  namespace fs = std::filesystem;
  EXPECT_EQ(export_file(*database_, path("log.jsonl"), output()), 0);
  EXPECT_EQ(fs::status(path("log.jsonl")).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(VerifyCommandTest, AnExportThatCannotBeWrittenSaysSo) {
  EXPECT_EQ(export_file(*database_, path("none/log.jsonl"), output()), 2);
  EXPECT_EQ(printed_, "cannot write " + path("none/log.jsonl") + "\n");
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit none{.rlim_cur = 0, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
  const int code = export_file(*database_, path("log.jsonl"), output());
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(code, 2);
  EXPECT_EQ(printed_, "cannot write " + path("log.jsonl") + "\n");
}

}  // namespace
}  // namespace hd::audit
