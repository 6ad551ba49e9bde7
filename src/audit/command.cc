#include "audit/command.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <vector>

#include "audit/chain.h"
#include "audit/verifier.h"

namespace hd::audit {
namespace {

constexpr int kGood = 0;
constexpr int kBad = 1;
constexpr int kUnreadable = 2;

std::function<std::optional<std::string>()> lines_of(std::ifstream& file) {
  return [&file]() -> std::optional<std::string> {
    std::string line;
    if (!std::getline(file, line)) return std::nullopt;
    return line;
  };
}

/// Heads somebody kept, one a line as head_line() prints them.
std::vector<Head> kept_heads(const std::string& path) {
  std::vector<Head> heads;
  if (path.empty()) return heads;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  const auto next = lines_of(file);
  while (const auto line = next()) {
    if (line->empty()) continue;
    const auto head = parse_head(*line);
    if (!head) throw std::runtime_error("a line of " + path + " is not a head");
    heads.push_back(*head);
  }
  return heads;
}

int report(const Verdict& verdict, const Output& output) {
  const std::string counts = std::to_string(verdict.entries) + " entries, " +
                             std::to_string(verdict.heads) + " signed heads";
  if (verdict.good) {
    output("good: " + counts);
    return kGood;
  }
  output("BAD at entry " + std::to_string(verdict.bad_sequence) + ": " + verdict.problem);
  output("checked before it: " + counts);
  return kBad;
}

int cannot_write(const std::string& path, const Output& output) {
  output("cannot write " + path);
  return kUnreadable;
}

}  // namespace

int verify_file(const std::string& path, const std::string& trusted_key,
                const std::string& heads_file, const Output& output) {
  std::ifstream file(path);
  if (!file) {
    output("cannot read " + path);
    return kUnreadable;
  }
  try {
    return report(verify_export(lines_of(file), trusted_key, kept_heads(heads_file)), output);
  } catch (const std::runtime_error& error) {
    output(error.what());
    return kUnreadable;
  }
}

int verify_database(platform::Database& database, const platform::SigningKey& key,
                    const std::string& heads_file, base::Timestamp now, const Output& output) {
  std::vector<Head> kept;
  try {
    kept = kept_heads(heads_file);
  } catch (const std::runtime_error& error) {
    output(error.what());
    return kUnreadable;
  }
  const std::string signer = platform::to_hex(key.public_key);
  const Verdict verdict =
      database.read([&](platform::Transaction& tx) { return verify_log(tx, signer, kept); });
  const int code = report(verdict, output);
  if (code != kGood) return code;
  const auto head = database.write([&](platform::Transaction& tx) {
    sign_head(tx, now, key);
    return latest_head(tx);
  });
  output("signer: " + signer);
  if (head) output("head: " + head_line(*head));
  return code;
}

int export_file(platform::Database& database, const std::string& path, const Output& output) {
  if (std::filesystem::exists(path)) {
    output(path + " exists already");
    return kUnreadable;
  }
  std::ofstream file(path, std::ios::binary);
  if (!file) return cannot_write(path, output);
  std::filesystem::permissions(
      path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::int64_t lines = 0;
  database.read([&](platform::Transaction& tx) {
    export_log(tx, [&](std::string_view line) {
      file << line << '\n';
      ++lines;
    });
    return base::Done{};
  });
  file.flush();
  if (!file) return cannot_write(path, output);
  output(std::to_string(lines) + " lines");
  return kGood;
}

}  // namespace hd::audit
