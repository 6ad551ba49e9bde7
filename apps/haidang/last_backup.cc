#include "last_backup.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace hd {
namespace {

std::string path_of(const std::string& data_dir) {
  return data_dir + "/last-backup";
}

}  // namespace

void write_last_backup(const std::string& data_dir, const LastBackup& last) {
  const auto fresh = path_of(data_dir) + ".new";
  std::ofstream file(fresh, std::ios::trunc);
  file << base::to_rfc3339(last.at) << ' ' << last.bytes << ' ' << last.entries << '\n';
  file.close();
  if (!file) throw std::runtime_error("cannot write " + fresh);
  std::filesystem::rename(fresh, path_of(data_dir));
}

std::optional<LastBackup> read_last_backup(const std::string& data_dir) {
  std::ifstream file(path_of(data_dir));
  std::string at;
  LastBackup last{};
  if (!(file >> at >> last.bytes >> last.entries)) return std::nullopt;
  const auto time = base::parse_rfc3339(at);
  if (!time) return std::nullopt;
  last.at = *time;
  return last;
}

}  // namespace hd
