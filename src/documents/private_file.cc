#include "documents/private_file.h"

#include <filesystem>
#include <stdexcept>
#include <system_error>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace hd::documents {

MemoryFile::MemoryFile()
    : descriptor_(memfd_create("paper", MFD_CLOEXEC)),
      path_("/proc/self/fd/" + std::to_string(descriptor_)) {
  if (descriptor_ < 0) throw std::runtime_error("no file in memory");
}

MemoryFile::~MemoryFile() {
  close(descriptor_);
}

std::string MemoryFile::bytes() const {
  struct stat facts {};
  if (fstat(descriptor_, &facts) != 0) throw std::runtime_error("the file in memory is gone");
  std::string bytes(static_cast<std::size_t>(facts.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto count =
        pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (count <= 0) throw std::runtime_error("the file in memory cannot be read");
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

PrivateFolder::PrivateFolder() {
  for (const std::string& parent :
       {std::string("/dev/shm"), std::filesystem::temp_directory_path().string()}) {
    std::string name = parent + "/hai-dang-XXXXXX";
    if (mkdtemp(name.data()) != nullptr) {  // for its owner alone: 0700
      path_ = name;
      return;
    }
  }
  throw std::runtime_error("no folder for temporary files");
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace hd::documents
