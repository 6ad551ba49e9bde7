#include "vault/key_ring.h"

#include <thread>

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
          return key_of(number);
        });
        EXPECT_EQ(key->number, number);
      }
      return true;
    });
    return loaded;
  }

  DataKeyPtr find_sealing(Transaction& tx, KeyNumber number) {
    return ring_.find_sealing(tx, {"case/1", Compartment::work, "t", "c", "r"},
                              [&] { return key_of(number); });
  }
  static DataKeyPtr key_of(KeyNumber number) {
    return std::make_shared<const DataKey>(
        DataKey{number, "case/1", Compartment::work, platform::Secret(std::string(32, 'k'))});
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

TEST_F(KeyRingTest, TheKeysOfManyTransactionsDoNotGrowEither) {
  EXPECT_EQ(look_for(1, KeyRing::kMost - 1), KeyRing::kMost - 1);
  const auto last = static_cast<KeyNumber>(KeyRing::kMost);
  EXPECT_EQ(look_for(last, 1), 1U);
  EXPECT_EQ(look_for(1, 1), 0U) << "so many are remembered";
  EXPECT_EQ(look_for(last + 1, 1), 1U);
  EXPECT_EQ(look_for(last + 1, 1), 0U);
  EXPECT_EQ(look_for(1, 1), 1U) << "and one more is too many";
}

TEST_F(KeyRingTest, OneTransactionHoldsNoMoreThanTheRing) {
  const auto last = static_cast<KeyNumber>(KeyRing::kMost + 1);
  EXPECT_EQ(look_for(1, last), last);
  EXPECT_EQ(look_for(last, 1), 0U);
  EXPECT_EQ(look_for(1, 1), 1U);
}

TEST_F(KeyRingTest, WhatWasRememberedBeforeAnErasureNeverComesBack) {
  EXPECT_EQ(look_for(1, 1), 1U);
  database_->write([](Transaction& tx) {
    KeyRing::forget_all(tx);
    return true;
  });
  EXPECT_EQ(look_for(2, 1), 1U);
  EXPECT_EQ(look_for(2, 1), 0U) << "the ring is in use again";
  EXPECT_EQ(look_for(1, 1), 1U);
}

TEST_F(KeyRingTest, AKeyOfThisTransactionIsLoadedOnce) {
  std::size_t loaded = 0;
  database_->write([&](Transaction& tx) {
    for (int i = 0; i < 2; ++i) {
      ring_.find(tx, 7, [&] {
        ++loaded;
        return key_of(7);
      });
    }
    return true;
  });
  EXPECT_EQ(loaded, 1U);
}

TEST_F(KeyRingTest, AKeyThatSealsIsRememberedByItsNumberToo) {
  database_->write([&](Transaction& tx) {
    EXPECT_EQ(find_sealing(tx, 7)->number, 7U);
    EXPECT_EQ(find_sealing(tx, 8)->number, 7U) << "known in this transaction";
    EXPECT_EQ(ring_.find(tx, 7, [&] { return key_of(9); })->number, 7U);
    return true;
  });
  database_->write([&](Transaction& tx) {
    EXPECT_EQ(find_sealing(tx, 8)->number, 7U) << "and in the next";
    EXPECT_EQ(ring_.find(tx, 7, [&] { return key_of(9); })->number, 7U);
    return true;
  });
}

TEST_F(KeyRingTest, WhatIsNotThereIsAskedForAgain) {
  database_->write([&](Transaction& tx) {
    EXPECT_EQ(ring_.find(tx, 7, [] { return nullptr; }), nullptr);
    EXPECT_EQ(ring_.find(tx, 7, [] { return key_of(7); })->number, 7U);
    return true;
  });
}

TEST_F(KeyRingTest, ATransactionThatErasedUsesNoRememberedKey) {
  EXPECT_EQ(look_for(1, 1), 1U);
  database_->write([&](Transaction& tx) {
    EXPECT_EQ(find_sealing(tx, 1)->number, 1U);
    KeyRing::forget_all(tx);
    EXPECT_EQ(find_sealing(tx, 2)->number, 2U);
    EXPECT_EQ(ring_.find(tx, 1, [] { return nullptr; }), nullptr);
    return true;
  });
  EXPECT_EQ(look_for(1, 1), 1U) << "nor does the next";
}

TEST_F(KeyRingTest, ErasingIsRememberedFromTheCallOnAndAgainFromTheCommit) {
  KeyRing other;
  database_->write([&](Transaction& tx) {
    KeyRing::forget_all(tx);
    std::thread([&] {
      database_->read([&](Transaction& reader) {
        other.find(reader, 1, [] { return key_of(1); });
        return true;
      });
    }).join();
    return true;
  });
  database_->read([&](Transaction& tx) {
    EXPECT_EQ(other.find(tx, 1, [] { return nullptr; }), nullptr) << "read before the commit";
    return true;
  });
}

TEST_F(KeyRingTest, WhatWasReadBeforeAnErasureIsNotKeptAfterIt) {
  database_->read([&](Transaction& slow) {
    ring_.find(slow, 1, [] { return key_of(1); });
    std::thread([&] {
      database_->write([](Transaction& tx) {
        KeyRing::forget_all(tx);
        return true;
      });
      look_for(2, 1);
    }).join();
    return true;
  });
  EXPECT_EQ(look_for(2, 1), 0U);
  EXPECT_EQ(look_for(1, 1), 1U);
}

}  // namespace
}  // namespace hd::vault
