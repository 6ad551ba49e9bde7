#pragma once
// For tests only: a disk whose fsync fails.

#include <sys/stat.h>

namespace hd::platform::testing {

/// While it is set, the test program asks it in place of the C library's fdatasync, with which
/// SQLite makes a commit durable. Returns what that returns.
inline int (*instead_of_fdatasync)(int file) = nullptr;

inline bool is_folder(int file) {
  struct stat about {};
  return ::fstat(file, &about) == 0 && S_ISDIR(about.st_mode);
}

}  // namespace hd::platform::testing
