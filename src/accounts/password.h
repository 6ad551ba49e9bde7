#pragma once
// Which passwords are good enough. Length and a blocklist; no composition rule, no expiry.
//
// Source: security 3.7; NIST SP 800-63B-4 5.1.1; ASVS 5.0 V6.2.

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hd::accounts {

inline constexpr std::size_t kPasswordMinCharacters = 12;
inline constexpr std::size_t kPasswordMaxCharacters = 128;

/// What people try first. Compared without accents, case, spaces and punctuation.
class Blocklist {
 public:
  /// `passwords`: refused as a whole, also with digits around them or repeated. `words`: a password
  /// made only of them and of digits is refused.
  Blocklist(const std::vector<std::string>& passwords, const std::vector<std::string>& words);

  bool contains(std::string_view password) const;

 private:
  bool only_words(std::string_view letters) const;
  std::set<std::string, std::less<>> passwords_;
  std::set<std::string, std::less<>> words_;
};

/// The code of the first thing wrong with a password in normal form C: "too_short", "too_long",
/// "common" (blocklist, or fewer than five different characters), "contains_username". nullopt when
/// it is good enough.
std::optional<std::string_view> password_problem(std::string_view password,
                                                 std::string_view username,
                                                 const Blocklist& blocklist);

}  // namespace hd::accounts
