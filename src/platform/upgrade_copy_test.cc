#include "platform/upgrade_copy.h"

#include <filesystem>
#include <memory>
#include <stdexcept>

#include <gtest/gtest.h>

#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/migrate.h"
#include "platform/testing.h"

namespace hd::platform {
namespace {

constexpr Migration kOne{1, "0001_one", "CREATE TABLE one (name TEXT);"};
constexpr Migration kTwo{2, "0002_two", "CREATE TABLE two (name TEXT);"};
constexpr Migration kThree{3, "0003_three", "CREATE TABLE three (name TEXT);"};

struct UpgradeCopyTest : ::testing::Test {
  UpgradeCopyTest() {
    init_crypto();
    place.folder = folder.path();
    place.sqlite_path = folder.path() + "/haidang.sqlite";
    open();
  }
  void open() { db = open_sqlite({.path = place.sqlite_path}); }
  void upgrade(const std::vector<Migration>& to) {
    migrate(*db, to, [&](int from, int until) { copy_before_upgrade(place, from, until); });
  }
  void add(const std::string& name) {
    db->write(
        [&](Transaction& tx) { return tx.execute("INSERT INTO one (name) VALUES ($1)", {name}); });
  }
  std::size_t names() {
    return db->read([](Transaction& tx) { return tx.query("SELECT name FROM one").size(); });
  }
  bool has(const std::string& name) const {
    return std::filesystem::exists(folder.path() + "/" + name);
  }

  testing::TemporaryFolder folder;
  Place place;
  std::unique_ptr<Database> db;
};

TEST_F(UpgradeCopyTest, TheWayBackLeadsToTheDatabaseAsItWas) {
  upgrade({kOne});
  add("before");
  upgrade({kOne, kTwo});
  add("after");
  db.reset();
  EXPECT_EQ(roll_back(place), 1);
  open();
  EXPECT_EQ(names(), 1U);
  EXPECT_TRUE(has("after-0002.sqlite"));
  EXPECT_FALSE(has("before-0002.sqlite"));
  upgrade({kOne, kTwo});
  EXPECT_TRUE(has("before-0002.sqlite"));
}

TEST_F(UpgradeCopyTest, ACopyOfAnUpgradeThatWasKilledStays) {
  upgrade({kOne});
  migrate(*db, {kOne, kTwo}, [&](int from, int) { copy_before_upgrade(place, from, 3); });
  upgrade({kOne, kTwo, kThree});
  db.reset();
  EXPECT_EQ(roll_back(place), 1);
}

TEST_F(UpgradeCopyTest, ACopyThatWasMadeBeforeAnEarlierReturnIsMadeAnew) {
  upgrade({kOne});
  copy_before_upgrade(place, 1, 2);
  add("meanwhile");
  upgrade({kOne, kTwo});
  db.reset();
  roll_back(place);
  open();
  EXPECT_EQ(names(), 1U);
}

TEST_F(UpgradeCopyTest, NobodyGoesBackWhileTheDatabaseIsInUseOrWithoutAnOlderCopy) {
  upgrade({kOne});
  EXPECT_THROW(roll_back(place), std::runtime_error);
  upgrade({kOne, kTwo});
  EXPECT_THROW(roll_back(place), std::runtime_error);
  db.reset();
  roll_back(place);
  std::filesystem::rename(folder.path() + "/after-0002.sqlite",
                          folder.path() + "/before-0002.sqlite");
  EXPECT_THROW(roll_back(place), std::runtime_error);
}

TEST_F(UpgradeCopyTest, OneCopyIsKeptAndNoneForLongerThanThirtyDays) {
  upgrade({kOne});
  upgrade({kOne, kTwo});
  upgrade({kOne, kTwo, kThree});
  EXPECT_FALSE(has("before-0002.sqlite"));
  const auto now = system_clock()();
  forget_upgrade_copies(folder.path(), now + std::chrono::days(29));
  EXPECT_TRUE(has("before-0003.sqlite"));
  forget_upgrade_copies(folder.path(), now + std::chrono::days(31));
  EXPECT_FALSE(has("before-0003.sqlite"));
  EXPECT_TRUE(has("haidang.sqlite"));
}

}  // namespace
}  // namespace hd::platform
