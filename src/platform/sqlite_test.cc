// What only the embedded engine promises: its files, a full disk, a broken disk.

#include <array>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "platform/db.h"
#include "platform/testing.h"
#include "platform/testing_disk.h"

namespace {

std::atomic<bool> disk_is_broken = false;
/// Then only what is copied from the log into the database file fails.
std::atomic<bool> only_the_database = false;

bool is_log(int file) {
  std::array<char, 4096> path{};
  const auto length =
      ::readlink(("/proc/self/fd/" + std::to_string(file)).c_str(), path.data(), path.size());
  return length > 0 &&
         std::string_view(path.data(), static_cast<std::size_t>(length)).ends_with("-wal");
}

}  // namespace

/// Stands in for the C library's: SQLite makes a commit durable with it.
extern "C" int fdatasync(int file) {
  if (hd::platform::testing::instead_of_fdatasync != nullptr) {
    return hd::platform::testing::instead_of_fdatasync(file);
  }
  if (disk_is_broken && !(only_the_database && is_log(file))) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_fdatasync, file));
}

namespace hd::platform {
namespace {

struct SqliteTest : ::testing::Test {
  testing::TemporaryFolder folder;
  std::string path = folder.path() + "/hd.db";

  std::unique_ptr<Database> open() { return open_sqlite({.path = path}); }
  std::unique_ptr<Database> open_with_table() {
    auto db = open();
    db->run_script("CREATE TABLE thing (name TEXT NOT NULL PRIMARY KEY)");
    return db;
  }
  static std::int64_t add(Database& db, const std::string& name) {
    return db.write(
        [&](Transaction& tx) { return tx.execute("INSERT INTO thing VALUES ($1)", {name}); });
  }
  static std::int64_t count(Database& db) {
    return db.read([](Transaction& tx) {
      return tx.query_one("SELECT count(*) AS n FROM thing")->number("n");
    });
  }
  static int mode_of(const std::string& file) {
    struct stat about {};
    return ::stat(file.c_str(), &about) == 0 ? static_cast<int>(about.st_mode & 0777U) : -1;
  }
};

TEST_F(SqliteTest, WhatWasWrittenIsThereAfterOpeningAgain) {
  add(*open_with_table(), "a");
  EXPECT_EQ(count(*open()), 1);
}

TEST_F(SqliteTest, OnlyTheOwnerCanReadTheFiles) {
  const auto db = open_with_table();
  add(*db, "a");
  EXPECT_EQ(mode_of(path), 0600);
  EXPECT_EQ(mode_of(path + "-wal"), 0600);
  EXPECT_EQ(mode_of(path + "-shm"), 0600);
}

TEST_F(SqliteTest, TheSettingsThatMakeAWriteDurableAreOn) {
  const auto db = open();
  const auto setting = [&](const std::string& name) {
    return db->write([&](Transaction& tx) {
      return tx.query("PRAGMA " + name).at(0).maybe_number(name).value_or(-1);
    });
  };
  EXPECT_EQ(setting("synchronous"), 2);
  EXPECT_EQ(setting("foreign_keys"), 1);
  EXPECT_EQ(setting("secure_delete"), 1);
  EXPECT_EQ(setting("trusted_schema"), 0);
  EXPECT_EQ(setting("cell_size_check"), 1);
  const auto mode = db->write(
      [](Transaction& tx) { return tx.query_one("PRAGMA journal_mode")->text("journal_mode"); });
  EXPECT_EQ(mode, "wal");
}

TEST_F(SqliteTest, AFileThatIsNotOursIsRefused) {
  std::ofstream(path) << "no database at all, but long enough to be looked at as one";
  EXPECT_THROW(open(), DbError);
  ::unlink(path.c_str());
  sqlite3* other = nullptr;
  sqlite3_open(path.c_str(), &other);
  sqlite3_exec(other, "PRAGMA application_id = 1; CREATE TABLE x (y)", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_THROW(open(), DbError);
  EXPECT_THROW(open_sqlite({.path = folder.path() + "/no/such/folder.db"}), DbError);
}

TEST_F(SqliteTest, AFullDiskRefusesAndEverythingWorksOnceThereIsRoom) {
  const auto db = open_with_table();
  const auto limit_pages = [&](int pages) {
    db->write([&](Transaction& tx) {
      return tx.query("PRAGMA max_page_count = " + std::to_string(pages)).size();
    });
  };
  add(*db, "before");
  limit_pages(10);
  try {
    add(*db, std::string(100'000, 'x'));
    FAIL() << "it fitted";
  } catch (const DbError& error) {
    EXPECT_EQ(error.problem, DbProblem::full);
  }
  EXPECT_EQ(count(*db), 1);
  limit_pages(1'000'000);
  EXPECT_EQ(add(*db, std::string(100'000, 'x')), 1);
  EXPECT_NO_THROW(db->check_writable());
  EXPECT_EQ(count(*db), 2);
}

TEST_F(SqliteTest, AnErrorOfTheDiskDuringACommitEndsTheProcess) {
  ::testing::FLAGS_gtest_death_test_style = "fast";
  EXPECT_EXIT(
      {
        const auto db = open_with_table();
        disk_is_broken = true;
        add(*db, "lost");
      },
      ::testing::ExitedWithCode(EXIT_FAILURE), "database.io_error");
}

TEST_F(SqliteTest, AnErrorOfTheDiskWhileTheLogIsCopiedIntoTheFileEndsTheProcess) {
  ::testing::FLAGS_gtest_death_test_style = "fast";
  EXPECT_EXIT(
      {
        const auto db = open_with_table();
        disk_is_broken = true;
        only_the_database = true;
        for (int i = 0; i < 5; ++i) add(*db, std::to_string(i) + std::string(10'000'000, 'x'));
      },
      ::testing::ExitedWithCode(EXIT_FAILURE), "database.io_error");
}

TEST_F(SqliteTest, TheIndexOfTheLogHasItsRoomBeforeTheDiskIsFull) {
  const auto db = open_with_table();
  struct stat about {};
  ASSERT_EQ(::stat((path + "-shm").c_str(), &about), 0);
  EXPECT_GE(about.st_blocks * 512, 256 * 1024);
}

TEST_F(SqliteTest, AFolderThatCannotBeSyncedIsNotWrittenTo) {
  open_with_table();
  testing::instead_of_fdatasync = [](int file) {
    errno = EIO;
    return testing::is_folder(file) ? -1 : 0;
  };
  EXPECT_THROW(open(), DbError);
  testing::instead_of_fdatasync = nullptr;
  EXPECT_NO_THROW(open());
}

TEST_F(SqliteTest, TheLogIsCopiedIntoTheFileWhileItGrows) {
  const auto db = open_with_table();
  for (int i = 0; i < 12; ++i) add(*db, std::to_string(i) + std::string(10'000'000, 'x'));
  EXPECT_GT(std::filesystem::file_size(path), 30'000'000U);
  EXPECT_LT(std::filesystem::file_size(path + "-wal"), 100'000'000U);
}

TEST_F(SqliteTest, ADamagedFileEndsTheProcess) {
  ::testing::FLAGS_gtest_death_test_style = "fast";
  {
    const auto db = open_with_table();
    db->write([](Transaction& tx) {
      for (int i = 0; i < 2'000; ++i) {
        tx.execute("INSERT INTO thing VALUES ($1)",
                   {"a name that fills pages " + std::to_string(i)});
      }
      return 0;
    });
  }
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  for (int page = 3; page < 20; ++page) {
    file.seekp(page * 4096);
    file << std::string(4096, '\x5a');
  }
  file.close();
  EXPECT_EXIT({ count(*open()); }, ::testing::ExitedWithCode(EXIT_FAILURE), "database.damaged");
}

TEST_F(SqliteTest, ClosingFinishesWhatIsQueued) {
  auto db = open_with_table();
  std::vector<std::thread> callers;
  for (int i = 0; i < 16; ++i) {
    callers.emplace_back([&db = *db, i] { add(db, std::to_string(i)); });
  }
  for (auto& caller : callers) caller.join();
  db.reset();
  EXPECT_EQ(count(*open()), 16);
}

}  // namespace
}  // namespace hd::platform
