#include "vault/key_ring.h"

#include <gtest/gtest.h>

#include "platform/testing.h"

namespace hd::vault {
namespace {

using platform::Transaction;

class KeyRingTest : public ::testing::Test {
 protected:
  /// Looks for `count` keys from `first` on in one transaction; returns how many had to be loaded.
  std::size_t look_for(KeyNumber first, std::size_t count) {
    std::size_t loaded = 0;
    database_->write([&](Transaction& tx) {
      for (std::size_t i = 0; i < count; ++i) {
        const auto number = static_cast<KeyNumber>(first + i);
        const auto key = ring_.find(tx, number, [&] {
          ++loaded;
          return std::make_shared<const DataKey>(
              DataKey{number, "case/1", Compartment::work, platform::Secret(std::string(32, 'k'))});
        });
        EXPECT_EQ(key->number, number);
      }
      return true;
    });
    return loaded;
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::empty_database();
  KeyRing ring_;
};

TEST_F(KeyRingTest, RemembersKeysFromOneTransactionToTheNext) {
  EXPECT_EQ(look_for(1, 100), 100U);
  EXPECT_EQ(look_for(1, 100), 0U);
}

TEST_F(KeyRingTest, DoesNotGrowWithTheRecordsThatAreRead) {
  EXPECT_EQ(look_for(1, 2 * KeyRing::kMost), 2 * KeyRing::kMost);
  // What was read last is remembered, what came long before is not.
  const auto last = static_cast<KeyNumber>(2 * KeyRing::kMost);
  EXPECT_EQ(look_for(last, 1), 0U);
  EXPECT_EQ(look_for(1, 1), 1U);
}

}  // namespace
}  // namespace hd::vault
