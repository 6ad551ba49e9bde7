#include "accounts/user.h"

#include <algorithm>

namespace hd::accounts {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool overlap(const access::Post& left, const access::Post& right) {
  const bool left_ends_first = left.valid_to && *left.valid_to < right.valid_from;
  const bool right_ends_first = right.valid_to && *right.valid_to < left.valid_from;
  return !left_ends_first && !right_ends_first;
}

bool stands_alone(access::Role role) {
  return role == access::Role::administrator || role == access::Role::auditor;
}

}  // namespace

std::string normal_username(std::string_view text) {
  std::string normal(text);
  std::ranges::transform(normal, normal.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return normal;
}

bool is_username(std::string_view normal) {
  if (normal.size() < 3 || normal.size() > kUsernameMaxCharacters) return false;
  if (!is_name_character(normal.front()) || !is_name_character(normal.back())) return false;
  return std::ranges::all_of(
      normal, [](char c) { return is_name_character(c) || c == '.' || c == '_' || c == '-'; });
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == 0 || at == text.npos || at + 1 == text.size()) return false;
  if (text.find('@', at + 1) != text.npos) return false;
  return std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f' || c == '<' || c == '>' || c == ',';
  });
}

std::optional<std::string_view> post_problem(const access::Post& post,
                                             const std::vector<access::Post>& others) {
  for (const access::Post& other : others) {
    if (other.id == post.id || other.role == post.role || !overlap(post, other)) continue;
    if (stands_alone(post.role) || stands_alone(other.role)) return "incompatible_role";
  }
  return std::nullopt;
}

}  // namespace hd::accounts
