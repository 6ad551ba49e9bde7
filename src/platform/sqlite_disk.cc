#include "platform/sqlite_disk.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <unistd.h>

#include "platform/db.h"
#include "platform/fail_stop.h"
#include "platform/sqlite_connection.h"

namespace hd::platform {
namespace {

constexpr int kCheckpointFrames = 8000;   // 32 MB of the log
constexpr int kIndexRegionBytes = 32768;  // what SQLite maps at a time
constexpr int kIndexRegions = 8;          // enough for a log of 134 MB

}  // namespace

void create_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    throw DbError(DbProblem::unavailable,
                  "cannot open the database file: " + std::generic_category().message(errno));
  }
  ::close(file);
}

void sync_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  const int handle =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = handle >= 0 && ::fdatasync(handle) == 0;
  const int error = errno;
  if (handle >= 0) ::close(handle);
  if (synced) return;
  throw DbError(DbProblem::unavailable, "cannot sync the folder of the database file: " +
                                            std::generic_category().message(error));
}

void reserve_index(sqlite3* db) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == nullptr || file->pMethods == nullptr || file->pMethods->iVersion < 2) return;
  for (int region = 0; region < kIndexRegions; ++region) {
    void volatile* mapped = nullptr;
    if (file->pMethods->xShmMap(file, region, kIndexRegionBytes, 1, &mapped) != SQLITE_OK) return;
    if (mapped == nullptr) return;
    // Volatile for SQLite; the change below is atomic.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
    auto* bytes = static_cast<unsigned char*>(const_cast<void*>(mapped));
    for (int page = 0; page < kIndexRegionBytes; page += 4096) {
      __atomic_fetch_or(bytes + page, 0, __ATOMIC_RELAXED);
    }
    ::msync(bytes, kIndexRegionBytes, MS_SYNC);
  }
}

int copy_long_log(void*, sqlite3* db, const char* name, int frames) {
  if (frames < kCheckpointFrames) return SQLITE_OK;
  const int code = sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  stop_on_io_error(code);
  if ((code & 0xff) == SQLITE_CORRUPT) fail_stop("database.damaged", code);
  return SQLITE_OK;
}

}  // namespace hd::platform
