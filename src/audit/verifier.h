#pragma once
// Checks a log line by line, from an export or straight from the database. Keeps one entry in
// memory, so the length of the log does not matter.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "audit/audit.h"
#include "audit/chain.h"

namespace hd::audit {

class Verifier {
 public:
  /// `trusted_key` (hex) may be empty: then all heads must be signed by one key.
  explicit Verifier(std::string_view trusted_key) : key_(trusted_key) {}

  /// A head that somebody kept outside: the log must still contain what it says.
  void expect(const Head& head);

  /// Takes one line of an export. After the first fault only the place of a missing entry is looked
  /// for.
  void line(std::string_view text);

  /// The end of the log. `chain_size` and `chain_hash`: what the database says about its end, when
  /// it was asked.
  Verdict finish();
  Verdict finish(std::int64_t chain_size, std::string_view chain_hash);

 private:
  void entry(const Stored& entry);
  void head(const Head& head);
  void check_signer(const Head& head);
  void check_expected();
  void fail(std::int64_t sequence, std::string problem);
  bool in_order(const Stored& entry);

  std::string key_;
  std::int64_t lines_ = 0;
  std::int64_t entries_ = 0;
  std::int64_t heads_ = 0;
  std::int64_t last_head_ = 0;
  std::int64_t largest_head_ = 0;
  std::string last_hash_{kFirstHash};
  base::Timestamp last_at_{};
  bool clock_step_ = false;
  std::map<std::int64_t, std::string> expected_;  ///< size → hash
  std::optional<std::int64_t> missing_;           ///< the entry that was not where it belongs
  std::int64_t found_instead_ = 0;
  bool moved_ = false;
  std::int64_t bad_ = 0;
  std::string problem_;
};

}  // namespace hd::audit
