#include "platform/backup.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include <gtest/gtest.h>

#include "platform/db.h"
#include "platform/migrate.h"
#include "platform/testing.h"

namespace hd::platform {
namespace {

constexpr Migration kThings{7, "0007_things", "CREATE TABLE thing (name TEXT NOT NULL);"};

struct BackupTest : ::testing::Test {
  BackupTest() {
    init_crypto();
    db = open_sqlite({.path = path});
    migrate(*db, {kThings});
    add("Nguyễn");
  }
  testing::TemporaryFolder folder;
  std::string path = folder.path() + "/hd.db";
  std::string target = folder.path() + "/backup.sealed";
  std::string restored = folder.path() + "/restored.db";
  Recipient keeper = new_recipient();
  std::unique_ptr<Database> db;

  void add(const std::string& name) {
    db->write([&](Transaction& tx) {
      return tx.execute("INSERT INTO thing (name) VALUES ($1)", {name});
    });
  }
  static std::string bytes_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void write_bytes(const std::string& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  }
  std::size_t files() const {
    const auto entries = std::filesystem::directory_iterator(folder.path());
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
  }
};

TEST_F(BackupTest, WhatIsBackedUpWhileInUseComesBack) {
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    while (!stop) add("meanwhile");
  });
  const auto report = back_up_sqlite(path, target, {keeper.public_key});
  stop = true;
  writer.join();
  EXPECT_EQ(report.last_migration, 7);
  EXPECT_EQ(restore_sqlite(target, restored, keeper).database_bytes, report.database_bytes);
  const auto copy = open_sqlite({.path = restored});
  const auto names = copy->read(
      [](Transaction& tx) { return tx.query("SELECT name FROM thing WHERE name <> 'meanwhile'"); });
  ASSERT_EQ(names.size(), 1U);
  EXPECT_EQ(names[0].text("name"), "Nguyễn");
}

TEST_F(BackupTest, EveryRecipientCanOpenItAndNobodyElse) {
  const auto second = new_recipient();
  back_up_sqlite(path, target, {keeper.public_key, second.public_key});
  EXPECT_NO_THROW(restore_sqlite(target, restored, recipient_of(second.secret_key)));
  EXPECT_THROW(restore_sqlite(target, folder.path() + "/other.db", new_recipient()),
               std::runtime_error);
}

TEST_F(BackupTest, NothingReadableIsLeftBehind) {
  const auto before = files();
  back_up_sqlite(path, target, {keeper.public_key});
  EXPECT_EQ(files(), before + 1);
  EXPECT_EQ(bytes_of(target).find("SQLite format"), std::string::npos);
  EXPECT_EQ(bytes_of(target).find("Nguyễn"), std::string::npos);
}

TEST_F(BackupTest, AChangedOrShortenedBackupIsRefusedAndLeavesNothing) {
  back_up_sqlite(path, target, {keeper.public_key});
  const auto good = bytes_of(target);
  const auto before = files();
  for (const std::size_t at :
       {std::size_t{0}, std::size_t{20}, std::size_t{120}, good.size() / 2, good.size() - 1}) {
    auto changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    write_bytes(target, changed);
    EXPECT_THROW(restore_sqlite(target, restored, keeper), std::runtime_error) << at;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, std::size_t{60}, std::size_t{130},
                                 good.size() / 2, good.size() - 1}) {
    write_bytes(target, good.substr(0, size));
    EXPECT_THROW(restore_sqlite(target, restored, keeper), std::runtime_error) << size;
  }
  write_bytes(target, good + "x");
  EXPECT_THROW(restore_sqlite(target, restored, keeper), std::runtime_error);
  EXPECT_EQ(files(), before);
}

TEST_F(BackupTest, NothingIsEverOverwritten) {
  back_up_sqlite(path, target, {keeper.public_key});
  EXPECT_THROW(back_up_sqlite(path, target, {keeper.public_key}), std::runtime_error);
  EXPECT_THROW(restore_sqlite(target, path, keeper), std::runtime_error);
  EXPECT_THROW(back_up_sqlite(folder.path() + "/none", target + "2", {keeper.public_key}),
               std::runtime_error);
  EXPECT_THROW(back_up_sqlite(path, target + "3", {}), std::runtime_error);
}

TEST_F(BackupTest, AKeyFileIsOneLineOfHexadecimalText) {
  const auto file = folder.path() + "/key";
  write_key_file(file, keeper.secret_key.bytes());
  EXPECT_EQ(read_key_file(file), keeper.secret_key.bytes());
  EXPECT_THROW(write_key_file(file, keeper.public_key), std::runtime_error);
  write_bytes(file, "too short");
  EXPECT_THROW((void)read_key_file(file), std::runtime_error);
}

}  // namespace
}  // namespace hd::platform
