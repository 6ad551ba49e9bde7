// A file that is not what was written to it is told, wherever it was changed.

#include "platform/integrity.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "platform/db.h"
#include "platform/testing.h"

namespace hd::platform {
namespace {

constexpr int kPage = 4096;

struct IntegrityTest : ::testing::Test {
  testing::TemporaryFolder folder;
  std::string path = folder.path() + "/hd.db";

  std::unique_ptr<Database> open() const { return open_sqlite({.path = path, .readers = 1}); }
  void fill() const {
    const auto db = open();
    db->run_script("CREATE TABLE thing (name TEXT NOT NULL PRIMARY KEY)");
    db->write([](Transaction& tx) {
      for (int i = 0; i < 2'000; ++i) {
        tx.execute("INSERT INTO thing VALUES ($1)",
                   {"a name that fills pages " + std::to_string(i)});
      }
      return true;
    });
  }
  std::optional<std::string> damage() const { return find_damage(path, {}); }
  int pages() const { return static_cast<int>(std::filesystem::file_size(path)) / kPage; }
  void spoil(int page) const {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(page) * kPage);
    file << std::string(kPage, '\x5a');
  }
};

TEST_F(IntegrityTest, AFileAsItWasWrittenIsSound) {
  fill();
  EXPECT_EQ(damage(), std::nullopt);
}

// Each page in turn.
TEST_F(IntegrityTest, AnyDamagedPageIsFound) {
  fill();
  ASSERT_GT(pages(), 20);
  const std::string sound = path + ".sound";
  std::filesystem::copy_file(path, sound);
  for (int page = 0; page < pages(); ++page) {
    spoil(page);
    EXPECT_TRUE(damage()) << "page " << page;
    std::filesystem::copy_file(sound, path, std::filesystem::copy_options::overwrite_existing);
  }
  EXPECT_EQ(damage(), std::nullopt);
}

TEST_F(IntegrityTest, AFileThatWasCutOffIsFound) {
  fill();
  std::filesystem::resize_file(path, static_cast<std::uintmax_t>(pages() - 3) * kPage);
  EXPECT_TRUE(damage());
}

TEST_F(IntegrityTest, OnlyAnUncleanStopLeavesTheFileOpen) {
  EXPECT_FALSE(was_left_open(path));
  fill();
  EXPECT_FALSE(was_left_open(path));
  const auto db = open();
  db->write([](Transaction& tx) { return tx.execute("DELETE FROM thing"); });
  EXPECT_TRUE(was_left_open(path));
  const std::string copy = folder.path() + "/killed.db";
  for (const auto* ending : {"", "-wal"}) {
    std::filesystem::copy_file(path + ending, copy + ending);
  }
  EXPECT_TRUE(was_left_open(copy));
  EXPECT_EQ(find_damage(copy, {}), std::nullopt);
  EXPECT_TRUE(was_left_open(copy)) << "the check must change nothing";
}

TEST_F(IntegrityTest, WhoIsToldToStopFindsNothing) {
  fill();
  spoil(5);
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(find_damage(path, source.get_token()), std::nullopt);
}

TEST_F(IntegrityTest, NoFileIsNoDamage) {
  EXPECT_THROW(damage(), DbError);
}

}  // namespace
}  // namespace hd::platform
