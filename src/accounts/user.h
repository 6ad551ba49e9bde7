#pragma once
// Who has an account. Pure: no clock, no database, no JSON.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "access/ids.h"
#include "base/enum_names.h"
#include "base/time.h"

namespace hd::accounts {

/// invited: has a one-time code and no password yet. closed: kept for the record, cannot sign in.
enum class State { invited, active, closed };

inline constexpr auto kStateNames = std::to_array<base::EnumName<State>>({
    {State::invited, "invited"},
    {State::active, "active"},
    {State::closed, "closed"},
});
static_assert(base::names_every(kStateNames, State::closed));

enum class Language { vi, en };

inline constexpr auto kLanguageNames = std::to_array<base::EnumName<Language>>({
    {Language::vi, "vi"},
    {Language::en, "en"},
});
static_assert(base::names_every(kLanguageNames, Language::en));

inline constexpr std::size_t kUsernameMaxCharacters = 64;
inline constexpr std::size_t kNameMaxCharacters = 200;

struct User {
  access::UserId id;
  std::string username;
  std::string display_name;
  std::optional<std::string> email = {};
  Language language = Language::vi;
  State state = State::invited;
  bool demo = false;  ///< invented; the only accounts that --insecure-test-mode lets in with 000000
  base::Timestamp created_at;
  base::Timestamp changed_at;
  std::optional<base::Timestamp> last_sign_in_at = {};
  std::int64_t version = 1;

  bool operator==(const User&) const = default;
};

/// A post as it is kept: the right itself and what belongs to the paper behind it.
struct PostRecord {
  access::Post post;
  access::UserId user;
  std::string basis = {};  ///< the decision that gave the post; "" when not said
  base::Timestamp created_at;
  base::Timestamp changed_at;
  std::int64_t version = 1;

  bool operator==(const PostRecord&) const = default;
};

/// Lower case; what sign-in compares.
std::string normal_username(std::string_view text);

/// 3 to 64 of a-z 0-9 . _ - and a letter or digit at both ends.
bool is_username(std::string_view normal);

/// One '@' with something on both sides, no white space, no control characters.
bool is_email(std::string_view text);

/// Why a post with this role cannot stand beside `others` of the same person: nullopt when it can.
/// "incompatible_role": administrators and auditors hold no other post at the same time, so nobody
/// runs the accounts, or watches the log, of their own casework.
/// Source: security 3.5, "operators and organisation administrators never gain data rights".
std::optional<std::string_view> post_problem(const access::Post& post,
                                             const std::vector<access::Post>& others);

}  // namespace hd::accounts
