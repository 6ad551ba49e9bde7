// The embedded engine on a disk, and in a memory, of which every single call fails once: in a
// process of its own each time, so that the end of that process can be looked at, too.

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/db.h"
#include "platform/integrity.h"
#include "platform/testing.h"
#include "platform/testing_disk.h"

namespace hd::platform {
namespace {

constexpr int kWrites = 12;
constexpr int kCrashed = 90;
constexpr int kWentOn = 91;

enum class Fate { crash, io_error, full, lie };

/// What the child process does to itself.
struct Plan {
  Fate fate = Fate::crash;
  int at = 0;
  std::atomic<int> calls = 0;
  std::atomic<bool> sync_failed = false;
};
Plan plan;

/// Counts a call; true when it is not to be made, with errno and `answer` set.
bool goes_wrong(ssize_t& answer, ssize_t success) {
  if (++plan.calls != plan.at) return false;
  if (plan.fate == Fate::crash) ::_exit(kCrashed);
  answer = plan.fate == Fate::lie ? success : -1;
  errno = plan.fate == Fate::full ? ENOSPC : EIO;
  return true;
}

ssize_t write_at(int file, const void* data, size_t size, off_t place) {
  ssize_t answer = 0;
  if (goes_wrong(answer, static_cast<ssize_t>(size))) return answer;
  return ::pwrite(file, data, size, place);
}

int truncate_file(int file, off_t size) {
  ssize_t answer = 0;
  if (goes_wrong(answer, 0)) return static_cast<int>(answer);
  return ::ftruncate(file, size);
}

int unlink_file(const char* path) {
  ssize_t answer = 0;
  if (goes_wrong(answer, 0)) return static_cast<int>(answer);
  return ::unlink(path);
}

int sync_file(int file) {
  ssize_t answer = 0;
  if (!goes_wrong(answer, 0)) return static_cast<int>(::syscall(SYS_fdatasync, file));
  // A folder was synced when the file was opened; SQLite does it once more and does not look.
  if (answer < 0 && !testing::is_folder(file)) plan.sync_failed = true;
  return static_cast<int>(answer);
}

template <class Call>
void replace(const char* name, Call call) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(nullptr);
  vfs->xSetSystemCall(vfs, name, reinterpret_cast<sqlite3_syscall_ptr>(call));
}

void break_disk() {
  replace("pwrite", write_at);
  replace("pwrite64", write_at);
  replace("ftruncate", truncate_file);
  replace("unlink", unlink_file);
  testing::instead_of_fdatasync = sync_file;
}

sqlite3_mem_methods memory;

void* allocate(int size) {
  return ++plan.calls == plan.at ? nullptr : memory.xMalloc(size);
}

void* reallocate(void* old, int size) {
  return ++plan.calls == plan.at ? nullptr : memory.xRealloc(old, size);
}

void break_memory() {
  sqlite3_shutdown();
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory);
  sqlite3_mem_methods broken = memory;
  broken.xMalloc = allocate;
  broken.xRealloc = reallocate;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &broken);
}

/// Writes one after the other; the number of each that was acknowledged goes into the pipe, and at
/// the end how many calls there were.
[[noreturn]] void write_all(const std::string& path, int acknowledged) {
  try {
    const auto db = open_sqlite({.path = path});
    for (int i = 0; i < kWrites; ++i) {
      try {
        db->write([&](Transaction& tx) {
          return tx.execute("INSERT INTO thing (name, body) VALUES ($1, $2)",
                            {std::int64_t{i}, std::string(3000, 'x')});
        });
      } catch (const std::exception&) {
        continue;
      }
      if (plan.sync_failed) ::_exit(kWentOn);
      [[maybe_unused]] const auto told = ::write(acknowledged, &i, sizeof i);
    }
  } catch (const std::exception&) {
    ::_exit(EXIT_FAILURE);
  }
  const int calls = -plan.calls;
  [[maybe_unused]] const auto told = ::write(acknowledged, &calls, sizeof calls);
  ::_exit(EXIT_SUCCESS);
}

struct Outcome {
  std::map<int, int> acknowledged;
  int calls = 0;  ///< of the whole run, when it came to its end
  int status = 0;
};

struct SqliteFaultsTest : ::testing::Test {
  testing::TemporaryFolder folder;
  std::string path = folder.path() + "/hd.db";

  void make() const {
    for (const char* end : {"", "-wal", "-shm"}) ::unlink((path + end).c_str());
    open_sqlite({.path = path})
        ->run_script("CREATE TABLE thing (id INTEGER PRIMARY KEY, name BIGINT, body TEXT)");
  }

  Outcome run(Fate fate, int at, const std::function<void()>& break_it) const {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0) {
      const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
      ::dup2(nothing, STDOUT_FILENO);
      ::dup2(nothing, STDERR_FILENO);
      plan.fate = fate;
      plan.at = at;
      break_it();
      write_all(path, ends[1]);
    }
    ::close(ends[1]);
    Outcome outcome;
    int number = 0;
    while (::read(ends[0], &number, sizeof number) == sizeof number) {
      if (number < 0) outcome.calls = -number;
      if (number >= 0) ++outcome.acknowledged[number];
    }
    ::close(ends[0]);
    ::waitpid(child, &outcome.status, 0);
    return outcome;
  }

  /// Empty when all that was acknowledged is there once, and the file is sound.
  std::string complaint(const Outcome& outcome) const {
    if (WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == kWentOn) {
      return "went on after an error of fdatasync";
    }
    try {
      if (const auto damage = find_damage(path, {})) return "damaged: " + *damage;
      std::map<int, int> found;
      const auto db = open_sqlite({.path = path});
      db->read([&](Transaction& tx) {
        for (const Row& row : tx.query("SELECT name FROM thing")) {
          ++found[static_cast<int>(row.number("name"))];
        }
        return 0;
      });
      for (const auto& [name, times] : outcome.acknowledged) {
        if (found[name] != times) return "lost: " + std::to_string(name);
      }
      for (const auto& [name, times] : found) {
        if (times > 1) return "doubled: " + std::to_string(name);
      }
      db->check_writable();
    } catch (const DbError& error) {
      return error.what();
    }
    return {};
  }

  /// How many of the calls leave something wrong; every `step`-th is tried.
  int sweep(Fate fate, int step, const std::function<void()>& break_it, bool tell = true) const {
    make();
    const int calls = run(fate, 0, break_it).calls;
    EXPECT_GT(calls, 50);
    int wrong = 0;
    for (int at = 1; at <= calls; at += step) {
      make();
      const auto outcome = run(fate, at, break_it);
      const auto said = complaint(outcome);
      if (said.empty()) continue;
      ++wrong;
      if (tell) ADD_FAILURE() << "call " << at << " of " << calls << ": " << said;
    }
    return wrong;
  }
};

TEST_F(SqliteFaultsTest, NothingAcknowledgedIsLostWhereverTheProcessEnds) {
  EXPECT_EQ(sweep(Fate::crash, 1, break_disk), 0);
}

TEST_F(SqliteFaultsTest, NothingAcknowledgedIsLostWhicheverCallOfTheDiskFails) {
  EXPECT_EQ(sweep(Fate::io_error, 1, break_disk), 0);
}

TEST_F(SqliteFaultsTest, NothingAcknowledgedIsLostWheneverTheDiskIsFull) {
  EXPECT_EQ(sweep(Fate::full, 1, break_disk), 0);
}

TEST_F(SqliteFaultsTest, NothingAcknowledgedIsLostWhicheverAllocationFails) {
  constexpr int kStep = 11;  // there are thousands, most of them while a connection is opened
  EXPECT_EQ(sweep(Fate::io_error, kStep, break_memory), 0);
}

TEST_F(SqliteFaultsTest, ADiskThatLiesIsNoticedByTheseTests) {
  EXPECT_GT(sweep(Fate::lie, 9, break_disk, false), 0);
}

}  // namespace
}  // namespace hd::platform
