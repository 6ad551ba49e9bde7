#pragma once
// For tests only: the log as lines, and the verdict on lines.

#include <string>
#include <vector>

#include "audit/audit.h"

namespace hd::audit::testing {

inline std::vector<std::string> exported(platform::Transaction& tx) {
  std::vector<std::string> lines;
  export_log(tx, [&](std::string_view line) { lines.emplace_back(line); });
  return lines;
}

inline Verdict verdict_on(const std::vector<std::string>& lines, std::string_view trusted_key = "",
                          const std::vector<Head>& kept_heads = {}) {
  std::size_t next = 0;
  return verify_export(
      [&]() -> std::optional<std::string> {
        if (next == lines.size()) return std::nullopt;
        return lines[next++];
      },
      trusted_key, kept_heads);
}

}  // namespace hd::audit::testing
