#include "vault/command.h"

#include <gtest/gtest.h>

#include "platform/testing.h"

namespace hd::vault {
namespace {

using platform::Transaction;

class KeysCommandTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto vault = make_vault(load_root_keys(folder_.path(), true));
    database_->write([&](Transaction& tx) {
      for (int i = 0; i < 7; ++i) envelopes_.push_back(vault->seal(tx, slot(i), "text"));
      return 0;
    });
  }
  static Slot slot(int number) {
    return {"group/" + std::to_string(number), Compartment::work, "t", "c", "row"};
  }
  void add_line(std::string_view line) { printed_ += std::string(line) + "\n"; }
  Output output() {
    printed_.clear();
    return [this](std::string_view line) { add_line(line); };
  }
  void expect_all_open(Vault& vault) {
    database_->read([&](Transaction& tx) {
      for (int i = 0; i < 7; ++i) {
        const auto& envelope = envelopes_[static_cast<std::size_t>(i)];
        EXPECT_EQ(vault.open(tx, {}, slot(i), envelope).reveal(), "text");
      }
      return 0;
    });
  }

  platform::testing::TemporaryFolder folder_;
  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::vector<platform::Blob> envelopes_;
  std::string printed_;
};

TEST_F(KeysCommandTest, StatusCountsWhatEachRootKeyWraps) {
  EXPECT_EQ(keys_status(*database_, folder_.path(), output()), 0);
  EXPECT_EQ(printed_, "root key 1: wraps 7 data keys, wraps new ones\n");
}

TEST_F(KeysCommandTest, RotationMovesEveryDataKeyToANewRootKey) {
  EXPECT_EQ(keys_rotate(*database_, folder_.path(), 3, output()), 0);
  EXPECT_EQ(printed_,
            "added root key 2: 7 data keys to wrap\n"
            "done: root key 2 wraps every data key\n");
  keys_status(*database_, folder_.path(), output());
  EXPECT_EQ(printed_,
            "root key 1: wraps 0 data keys\n"
            "root key 2: wraps 7 data keys, wraps new ones\n");
  expect_all_open(*make_vault(load_root_keys(folder_.path(), false)));
}

TEST_F(KeysCommandTest, ARotationThatWasKilledIsFinishedAndAddsNoThirdKey) {
  add_root_key(folder_.path());
  const RootKeys keys = load_root_keys(folder_.path(), false);
  database_->write([&](Transaction& tx) { return rewrap(tx, keys, 2); });
  EXPECT_EQ(keys_rotate(*database_, folder_.path(), 3, output()), 0);
  EXPECT_EQ(printed_,
            "finishing an earlier rotation: 5 data keys left\n"
            "done: root key 2 wraps every data key\n");
  EXPECT_EQ(load_root_keys(folder_.path(), false).versions.size(), 2U);
}

TEST_F(KeysCommandTest, AServerThatRunsMeanwhileLearnsTheNewRootKey) {
  const auto load = [this] { return load_root_keys(folder_.path(), false); };
  const auto running = make_vault(load(), load);
  keys_rotate(*database_, folder_.path(), 100, output());
  expect_all_open(*running);
  EXPECT_EQ(database_->write([&](Transaction& tx) {
    running->seal(tx, slot(8), "new");
    return rewrap(tx, load(), 0);
  }),
            0)
      << "new data keys are wrapped by the new root key";
}

TEST_F(KeysCommandTest, RotationWithTheWrongKeysChangesNothing) {
  const platform::testing::TemporaryFolder other;
  load_root_keys(other.path(), true);
  EXPECT_THROW(keys_rotate(*database_, other.path(), 100, output()), std::runtime_error);
  EXPECT_EQ(load_root_keys(other.path(), false).versions.size(), 1U);
  EXPECT_EQ(printed_, "");
  expect_all_open(*make_vault(load_root_keys(folder_.path(), false)));
}

TEST_F(KeysCommandTest, RotationGoesOnWhateverTheBatch) {
  EXPECT_EQ(keys_rotate(*database_, folder_.path(), 0, output()), 0);
  expect_all_open(*make_vault(load_root_keys(folder_.path(), false)));
}

TEST_F(KeysCommandTest, AMissingRootKeyIsTold) {
  keys_rotate(*database_, folder_.path(), 100, output());
  const platform::testing::TemporaryFolder other;
  load_root_keys(other.path(), true);
  EXPECT_EQ(keys_status(*database_, other.path(), output()), 1);
  EXPECT_EQ(printed_,
            "root key 1: wraps 0 data keys, wraps new ones\n"
            "root key 2 is MISSING: 7 data keys cannot be opened\n");
}

}  // namespace
}  // namespace hd::vault
