// The file of root keys:
//
//   # a comment
//   base <64 hexadecimal digits>
//   root 1 <64 hexadecimal digits>
//   root 2 <64 hexadecimal digits>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "vault/vault.h"

namespace hd::vault {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kRootKeyBytes = 32;
constexpr std::size_t kMostFileBytes = std::size_t{64} << 10U;
constexpr mode_t kOwnerOnly = S_IRUSR | S_IWUSR;
constexpr auto kIntroduction =
    "# Root keys of this deployment. With these and the database everything can be read;\n"
    "# without these nothing. Keep a copy under lock, apart from the backups.\n";

[[noreturn]] void fail(const std::string& path, const std::string& what) {
  throw std::runtime_error("root keys " + path + ": " + what);
}

[[noreturn]] void fail_with_errno(const std::string& path) {
  fail(path, std::system_category().message(errno));
}

class File {
 public:
  File(std::string path, int flags, mode_t mode = 0)
      : path_(std::move(path)), handle_(::open(path_.c_str(), flags | O_CLOEXEC, mode)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (handle_ >= 0) ::close(handle_);
  }
  bool is_open() const { return handle_ >= 0; }

  void check_private() const {
    struct stat facts {};
    if (::fstat(handle_, &facts) != 0) fail_with_errno(path_);
    if (!S_ISREG(facts.st_mode)) fail(path_, "is not a file");
    if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
      fail(path_, "others than the owner may use it; set its mode to 0600");
    }
  }
  std::string read_all() const {
    std::string text(kMostFileBytes, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
      const auto got = ::read(handle_, text.data() + size, text.size() - size);
      if (got < 0) fail_with_errno(path_);
      if (got == 0) break;
      size += static_cast<std::size_t>(got);
    }
    if (size == text.size()) fail(path_, "is too large");
    text.resize(size);
    return text;
  }
  void write_all(std::string_view text) const {
    while (!text.empty()) {
      const auto put = ::write(handle_, text.data(), text.size());
      if (put < 0) fail_with_errno(path_);
      text.remove_prefix(static_cast<std::size_t>(put));
    }
    sync();
  }
  void sync() const {
    if (::fsync(handle_) != 0) fail_with_errno(path_);
  }

 private:
  std::string path_;
  int handle_;
};

platform::Secret key_of(const std::string& path, const std::string& hex) {
  const auto bytes = platform::from_hex(hex);
  if (!bytes || bytes->size() != kRootKeyBytes) fail(path, "a key is not 64 hexadecimal digits");
  return platform::Secret(*bytes);
}

int number_of(const std::string& path, const std::string& text) {
  int number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 1) fail(path, "a bad key number");
  return number;
}

RootKeys parse(const std::string& path, const std::string& text) {
  RootKeys keys;
  for (const std::string& line : base::split(text, '\n')) {
    if (base::trim(line).empty() || line.starts_with('#')) continue;
    const auto words = base::split(base::trim(line), ' ');
    if (words.size() == 2 && words[0] == "base" && !keys.base) {
      keys.base = key_of(path, words[1]);
    } else if (words.size() == 3 && words[0] == "root") {
      const int number = number_of(path, words[1]);
      if (!keys.versions.empty() && number <= keys.versions.back().number) {
        fail(path, "root keys must be numbered upwards");
      }
      keys.versions.push_back({number, key_of(path, words[2])});
    } else {
      fail(path, "a line is neither \"base <key>\" nor \"root <number> <key>\"");
    }
  }
  if (keys.versions.empty()) fail(path, "holds no root key");
  return keys;
}

std::string text_of(const RootKeys& keys) {
  std::string text = kIntroduction;
  if (keys.base) text += "base " + platform::to_hex(keys.base->bytes()) + "\n";
  for (const auto& version : keys.versions) {
    text += "root " + std::to_string(version.number) + " " + platform::to_hex(version.key.bytes()) +
            "\n";
  }
  return text;
}

void sync_folder(const fs::path& folder) {
  const File handle(folder.string(), O_RDONLY | O_DIRECTORY);
  if (!handle.is_open()) fail_with_errno(folder.string());
  handle.sync();
}

/// Writes a file beside `path`, complete and on disk; the caller gives it its name.
fs::path write_beside(const fs::path& path, const RootKeys& keys) {
  fs::path draft = path.string() + "." + platform::to_hex(platform::random_bytes(6));
  const File file(draft.string(), O_WRONLY | O_CREAT | O_EXCL, kOwnerOnly);
  if (!file.is_open()) fail_with_errno(draft.string());
  file.write_all(text_of(keys));
  return draft;
}

/// A file that is already there, made by another process meanwhile, stays as it is.
void create_file(const fs::path& path) {
  std::error_code ignored;
  if (fs::create_directories(path.parent_path(), ignored)) {
    fs::permissions(path.parent_path(), fs::perms::owner_all);
  }
  RootKeys keys;
  keys.base = platform::Secret(platform::random_bytes(kRootKeyBytes));
  keys.versions.push_back({1, platform::Secret(platform::random_bytes(kRootKeyBytes))});
  const fs::path draft = write_beside(path, keys);
  const bool linked = ::link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST;
  const int problem = errno;
  fs::remove(draft, ignored);
  errno = problem;
  if (!linked) fail_with_errno(path.string());
  sync_folder(path.parent_path());
}

std::optional<RootKeys> read_file(const std::string& path) {
  const File file(path, O_RDONLY | O_NOFOLLOW);
  if (!file.is_open()) {
    if (errno == ENOENT) return std::nullopt;
    fail_with_errno(path);
  }
  file.check_private();
  return parse(path, file.read_all());
}

fs::path file_in(const std::string& data_dir) {
  return fs::path(data_dir) / "keys" / "root.keys";
}

}  // namespace

RootKeys load_root_keys(const std::string& data_dir, bool create) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing changes the environment
  if (const char* folder = std::getenv("CREDENTIALS_DIRECTORY"); folder != nullptr) {
    auto keys = read_file((fs::path(folder) / "haidang-root-keys").string());
    if (keys) return std::move(*keys);
  }
  const fs::path path = file_in(data_dir);
  auto keys = read_file(path.string());
  if (!keys && create) {
    create_file(path);
    keys = read_file(path.string());
  }
  if (!keys) fail(path.string(), "missing");
  return std::move(*keys);
}

void add_root_key(const std::string& data_dir) {
  const fs::path path = file_in(data_dir);
  auto keys = read_file(path.string());
  if (!keys) fail(path.string(), "missing");
  keys->versions.push_back(
      {keys->versions.back().number + 1, platform::Secret(platform::random_bytes(kRootKeyBytes))});
  const fs::path draft = write_beside(path, *keys);
  fs::rename(draft, path);
  sync_folder(path.parent_path());
}

}  // namespace hd::vault
