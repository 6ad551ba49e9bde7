#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "platform/testing.h"
#include "vault/vault.h"

namespace hd::vault {
namespace {

namespace fs = std::filesystem;

class RootKeysTest : public ::testing::Test {
 protected:
  fs::path file() const { return fs::path(folder_.path()) / "keys" / "root.keys"; }
  void write(const std::string& text) {
    fs::create_directories(file().parent_path());
    std::ofstream(file()) << text;
    fs::permissions(file(), fs::perms::owner_read | fs::perms::owner_write);
  }
  std::string problem() {
    try {
      load_root_keys(folder_.path(), false);
      return "";
    } catch (const std::runtime_error& error) {
      const std::string text = error.what();
      return text.substr(text.rfind(": ") + 2);
    }
  }
  platform::testing::TemporaryFolder folder_;
};

const std::string kSome(64, 'a');

TEST_F(RootKeysTest, TheFirstStartMakesAFileForTheOwnerAlone) {
  const RootKeys made = load_root_keys(folder_.path(), true);
  ASSERT_EQ(made.versions.size(), 1U);
  EXPECT_EQ(made.versions[0].number, 1);
  EXPECT_EQ(made.versions[0].key.bytes().size(), 32U);
  EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const RootKeys again = load_root_keys(folder_.path(), true);
  EXPECT_EQ(again.versions[0].key.bytes(), made.versions[0].key.bytes());
  EXPECT_EQ(again.base->bytes(), made.base->bytes());
}

TEST_F(RootKeysTest, WithoutLeaveToCreateAMissingFileIsAnError) {
  EXPECT_EQ(problem(), "missing");
  EXPECT_FALSE(fs::exists(file()));
}

TEST_F(RootKeysTest, AFileThatOthersMayReadIsRefused) {
  load_root_keys(folder_.path(), true);
  for (const auto perm : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write}) {
    fs::permissions(file(), fs::perms::owner_read | perm);
    EXPECT_EQ(problem(), "others than the owner may use it; set its mode to 0600");
  }
}

TEST_F(RootKeysTest, SymbolicLinksAreNotFollowed) {
  load_root_keys(folder_.path(), true);
  fs::rename(file(), folder_.path() + "/elsewhere");
  fs::create_symlink(folder_.path() + "/elsewhere", file());
  EXPECT_NE(problem(), "");
}

TEST_F(RootKeysTest, MalformedFilesAreRefusedWithoutQuotingThem) {
  write("root 1 " + kSome + "\n");
  EXPECT_EQ(problem(), "");
  write("");
  EXPECT_EQ(problem(), "holds no root key");
  write("root 1 abc\n");
  EXPECT_EQ(problem(), "a key is not 64 hexadecimal digits");
  write("root one " + kSome + "\n");
  EXPECT_EQ(problem(), "a bad key number");
  write("root 2 " + kSome + "\nroot 1 " + kSome + "\n");
  EXPECT_EQ(problem(), "root keys must be numbered upwards");
  write(kSome);
  EXPECT_EQ(problem(), "a line is neither \"base <key>\" nor \"root <number> <key>\"");
}

TEST_F(RootKeysTest, AddingAKeyKeepsTheOldOnesAndTheBase) {
  const RootKeys before = load_root_keys(folder_.path(), true);
  add_root_key(folder_.path());
  const RootKeys after = load_root_keys(folder_.path(), false);
  ASSERT_EQ(after.versions.size(), 2U);
  EXPECT_EQ(after.versions[0].key.bytes(), before.versions[0].key.bytes());
  EXPECT_EQ(after.versions[1].number, 2);
  EXPECT_NE(after.versions[1].key.bytes(), before.versions[0].key.bytes());
  EXPECT_EQ(after.base->bytes(), before.base->bytes());
  EXPECT_EQ(std::distance(fs::directory_iterator(file().parent_path()), {}), 1);
}

TEST_F(RootKeysTest, ServersThatStartTogetherAgreeOnOneKey) {
  std::vector<std::string> seen(8);
  std::vector<std::thread> threads;
  for (auto& key : seen) {
    threads.emplace_back(
        [&] { key = load_root_keys(folder_.path(), true).versions.at(0).key.bytes(); });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& key : seen) EXPECT_EQ(key, seen[0]);
}

TEST_F(RootKeysTest, ACredentialOfTheServiceManagerGoesFirst) {
  load_root_keys(folder_.path(), true);
  const platform::testing::TemporaryFolder credentials;
  std::ofstream(credentials.path() + "/haidang-root-keys") << "root 7 " + kSome + "\n";
  fs::permissions(credentials.path() + "/haidang-root-keys", fs::perms::owner_read);
  ::setenv("CREDENTIALS_DIRECTORY", credentials.path().c_str(), 1);
  EXPECT_EQ(load_root_keys(folder_.path(), false).versions.at(0).number, 7);
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

}  // namespace
}  // namespace hd::vault
