#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/resource.h>
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

TEST_F(RootKeysTest, NumbersAreWholePositiveAndRising) {
  for (const char* number : {"0", "-1", "1x", "", "99999999999"}) {
    write(std::string("root ") + number + " " + kSome + "\n");
    EXPECT_EQ(problem(), "a bad key number") << number;
  }
  write("root 3 " + kSome + "\nroot 3 " + kSome + "\n");
  EXPECT_EQ(problem(), "root keys must be numbered upwards");
  write("root 3 " + kSome + "\nroot 7 " + kSome + "\n");
  EXPECT_EQ(load_root_keys(folder_.path(), false).versions.at(1).number, 7);
}

TEST_F(RootKeysTest, KeysHaveExactlySixtyFourDigits) {
  for (const std::size_t digits : {62U, 66U}) {
    write("root 1 " + std::string(digits, 'a') + "\n");
    EXPECT_EQ(problem(), "a key is not 64 hexadecimal digits");
  }
  write("base " + kSome.substr(1) + "g\nroot 1 " + kSome + "\n");
  EXPECT_EQ(problem(), "a key is not 64 hexadecimal digits");
}

TEST_F(RootKeysTest, CommentsAndEmptyLinesAreSkippedAndASecondBaseIsNot) {
  const std::string other(64, 'b');
  write("# a comment\n\n  \nbase " + other + "\nroot 1 " + kSome + "\n");
  const RootKeys keys = load_root_keys(folder_.path(), false);
  EXPECT_EQ(keys.base->bytes(), std::string(32, '\xbb'));
  EXPECT_EQ(keys.versions.at(0).key.bytes(), std::string(32, '\xaa'));
  for (const auto* line : {"salt ", "bases ", "base x "}) {
    write(line + other + "\nroot 1 " + kSome + "\n");
    EXPECT_EQ(problem(), "a line is neither \"base <key>\" nor \"root <number> <key>\"") << line;
  }
  for (const std::string& line : {std::string("root 2"), "base " + other, "base " + other + " x",
                                  "roots 1 " + kSome, "root 2 " + kSome + " x", "bases " + other}) {
    write("base " + other + "\nroot 1 " + kSome + "\n" + line + "\n");
    EXPECT_EQ(problem(), "a line is neither \"base <key>\" nor \"root <number> <key>\"") << line;
  }
}

TEST_F(RootKeysTest, AFileOfSixtyFourKilobytesIsTooLarge) {
  const std::string line = "root 1 " + kSome + "\n";
  const auto of_size = [&](std::size_t size) {
    return line + "#" + std::string(size - line.size() - 2, ' ') + "\n";
  };
  write(of_size(65535));
  EXPECT_EQ(problem(), "");
  write(of_size(65536));
  EXPECT_EQ(problem(), "is too large");
}

TEST_F(RootKeysTest, AFolderInPlaceOfTheFileIsRefused) {
  fs::create_directories(file());
  EXPECT_EQ(problem(), "is not a file");
}

TEST_F(RootKeysTest, WhatCannotBeReadIsAnErrorAndNotAMissingFile) {
  std::ofstream(file().parent_path()) << "a file where the folder should be";
  EXPECT_EQ(problem(), "Not a directory");
  EXPECT_THROW(load_root_keys(folder_.path(), true), std::runtime_error);
}

TEST_F(RootKeysTest, TheFolderIsForTheOwnerAloneWhenItIsMadeAndLeftAloneOtherwise) {
  load_root_keys(folder_.path(), true);
  EXPECT_EQ(fs::status(file().parent_path()).permissions(), fs::perms::owner_all);
  const auto wide = fs::perms::owner_all | fs::perms::group_read;
  fs::remove(file());
  fs::permissions(file().parent_path(), wide);
  load_root_keys(folder_.path(), true);
  EXPECT_EQ(fs::status(file().parent_path()).permissions(), wide);
}

TEST_F(RootKeysTest, WhereNothingCanBeWrittenThereAreNoKeys) {
  try {
    load_root_keys("/proc/nowhere", true);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_TRUE(std::string(error.what()).ends_with("No such file or directory")) << error.what();
  }
}

TEST_F(RootKeysTest, AFullDiskIsAnErrorAndLeavesNoFile) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit none{.rlim_cur = 0, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
  EXPECT_THROW(load_root_keys(folder_.path(), true), std::runtime_error);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  std::signal(SIGXFSZ, handler);
  EXPECT_FALSE(fs::exists(file()));
}

TEST_F(RootKeysTest, AFileWithoutABaseStaysWithoutOne) {
  write("root 4 " + kSome + "\n");
  add_root_key(folder_.path());
  const RootKeys keys = load_root_keys(folder_.path(), false);
  EXPECT_FALSE(keys.base) << "the oldest root key stands for it";
  ASSERT_EQ(keys.versions.size(), 2U);
  EXPECT_EQ(keys.versions[0].key.bytes(), std::string(32, '\xaa'));
  EXPECT_EQ(keys.versions[1].number, 5);
}

TEST_F(RootKeysTest, NoFileStaysOpen) {
  const auto open_files = [] {
    return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
  };
  const auto before = open_files();
  load_root_keys(folder_.path(), true);
  add_root_key(folder_.path());
  EXPECT_EQ(open_files(), before);
}

TEST_F(RootKeysTest, OnlyAnExistingFileGetsAnotherKey) {
  EXPECT_THROW(add_root_key(folder_.path()), std::runtime_error);
  EXPECT_FALSE(fs::exists(file()));
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
  fs::remove(credentials.path() + "/haidang-root-keys");
  EXPECT_EQ(load_root_keys(folder_.path(), false).versions.at(0).number, 1);
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

}  // namespace
}  // namespace hd::vault
