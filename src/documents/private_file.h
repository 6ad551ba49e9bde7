#pragma once
// A file that exists only for us, for libraries that insist on writing to a file.

#include <string>

namespace hd::documents {

/// Bytes in memory that have a path as long as the object lives.
class MemoryFile {
 public:
  MemoryFile();  ///< Throws std::runtime_error.
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();

  const std::string& path() const { return path_; }
  std::string bytes() const;  ///< Throws std::runtime_error.

 private:
  int descriptor_;
  std::string path_;
};

/// A folder for temporary files that only this user may enter; in memory where the machine has such
/// a place. It goes with everything in it when the object does.
class PrivateFolder {
 public:
  PrivateFolder();  ///< Throws std::runtime_error.
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder();

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace hd::documents
