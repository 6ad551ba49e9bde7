#include "platform/migrate.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "platform/crypto.h"
#include "platform/testing.h"

namespace hd::platform {
namespace {

struct MigrateTest : ::testing::Test {
  MigrateTest() { init_crypto(); }
  std::unique_ptr<Database> db = testing::empty_database();
};

constexpr Migration kFirst{1, "0001_first", "CREATE TABLE a (x TEXT DEFAULT 'a;b'); -- it's; so"};
constexpr Migration kSecond{2, "0002_second", "CREATE TABLE b (x ENVELOPE, y BLIND_INDEX);"};
constexpr Migration kBroken{3, "0003_broken", "CREATE TABLE c (x TEXT); CREATE TABLE a (x TEXT);"};

TEST_F(MigrateTest, EveryMigrationIsAppliedOnce) {
  EXPECT_EQ(migrate(*db, {kFirst}), 1U);
  EXPECT_EQ(migrate(*db, {kFirst, kSecond}), 1U);
  EXPECT_EQ(migrate(*db, {kFirst, kSecond}), 0U);
}

TEST_F(MigrateTest, AMigrationThatChangedAfterwardsIsRefused) {
  migrate(*db, {kFirst});
  const Migration changed{1, "0001_first", "CREATE TABLE a (y TEXT);"};
  EXPECT_THROW(migrate(*db, {changed}), DbError);
}

TEST_F(MigrateTest, ABrokenMigrationLeavesNothingBehindAndCanBeMended) {
  EXPECT_THROW(migrate(*db, {kFirst, kSecond, kBroken}), DbError);
  const Migration mended{3, "0003_broken", "CREATE TABLE c (x TEXT);"};
  EXPECT_EQ(migrate(*db, {kFirst, kSecond, mended}), 1U);
}

TEST_F(MigrateTest, ADatabaseOfANewerVersionIsRefusedAndLeftAsItIs) {
  migrate(*db, {kFirst, kSecond});
  const Migration between{3, "0003_third", "CREATE TABLE c (x TEXT);"};
  EXPECT_THROW(migrate(*db, {kFirst}), DbError);
  EXPECT_THROW(migrate(*db, {kFirst, between}), DbError);
  EXPECT_EQ(migrate(*db, {kFirst, kSecond, between}), 1U);
}

TEST_F(MigrateTest, AnUpgradeIsToldBeforeItBeginsAndAFirstStartIsNot) {
  std::vector<std::pair<int, int>> told;
  const auto tell = [&](int from, int to) { told.emplace_back(from, to); };
  migrate(*db, {kFirst}, tell);
  migrate(*db, {kFirst}, tell);
  EXPECT_TRUE(told.empty());
  migrate(*db, {kFirst, kSecond}, tell);
  EXPECT_EQ(told, (std::vector<std::pair<int, int>>{{1, 2}}));
}

TEST_F(MigrateTest, WithoutTheCopyNothingIsChanged) {
  migrate(*db, {kFirst});
  const auto fail = [](int, int) { throw std::runtime_error("no room for a copy"); };
  EXPECT_THROW(migrate(*db, {kFirst, kSecond}, fail), std::runtime_error);
  EXPECT_EQ(migrate(*db, {kFirst, kSecond}), 1U);
}

TEST_F(MigrateTest, TheEmbeddedOnesComeInOrderAndRun) {
  const auto all = embedded_migrations();
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front().name, "0001_platform");
  EXPECT_EQ(migrate(*db, all), all.size());
}

}  // namespace
}  // namespace hd::platform
