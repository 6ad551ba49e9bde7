// Sealed backups: a file opens to what was sealed, or not at all. The input is a file from a
// stranger, or, with a number in front, a change of a file of ours.

#include "platform/sealed_file.h"

#include <fstream>
#include <iterator>

#include <unistd.h>

#include "fuzz.h"

namespace hd::fuzz {
namespace {

/// Names in a folder of its own, in memory where there is some.
struct Folder {
  Folder() {
    const char* memory = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    path = std::string(memory) + "/fuzz-sealed-" + std::to_string(::getpid());
    plain = path + ".plain";
    sealed = path + ".sealed";
    opened = path + ".opened";
  }
  ~Folder() { clear(); }
  void clear() const {
    for (const std::string& name : {plain, sealed, opened}) ::unlink(name.c_str());
  }
  std::string path, plain, sealed, opened;
};

void write(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<long>(bytes.size()));
}

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool opens(const Folder& folder, const platform::Recipient& recipient) {
  try {
    platform::open_sealed_file(folder.sealed, folder.opened, recipient);
    return true;
  } catch (const std::runtime_error&) {
    require(::access(folder.opened.c_str(), F_OK) != 0, "nothing is left of what does not open");
    return false;
  }
}

}  // namespace

void examine(std::string_view input) {
  static const platform::Recipient recipient = platform::new_recipient();
  static const Folder folder;
  folder.clear();
  write(folder.sealed, input);
  require(!opens(folder, recipient), "a file of strangers does not open");
  folder.clear();
  Pieces pieces(input);
  const auto how = pieces.number();
  write(folder.plain, pieces.rest());
  platform::seal_file(folder.plain, folder.sealed, {recipient.public_key});
  const std::string good = read(folder.sealed);
  require(opens(folder, recipient) && read(folder.opened) == pieces.rest(), "opens as it was");
  ::unlink(folder.opened.c_str());
  write(folder.sealed, damaged(good, how));
  require(!opens(folder, recipient), "a changed file does not open");
}

}  // namespace hd::fuzz
