#include "accounts/password.h"

#include <algorithm>

#include "base/text.h"

namespace hd::accounts {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Without accents, case, spaces and punctuation.
std::string compact(std::string_view text) {
  std::string key = base::fold(text);
  std::erase(key, ' ');
  return key;
}

std::string without_digits(std::string_view text) {
  std::string letters(text);
  std::erase_if(letters, is_digit);
  return letters;
}

/// "abcabc" is "abc" twice.
std::string_view repeated_part(std::string_view text) {
  for (std::size_t size = 1; size * 2 <= text.size(); ++size) {
    if (text.size() % size != 0) continue;
    const bool repeats = text.substr(size) == text.substr(0, text.size() - size);
    if (repeats) return text.substr(0, size);
  }
  return text;
}

}  // namespace

Blocklist::Blocklist(const std::vector<std::string>& passwords,
                     const std::vector<std::string>& words) {
  for (const auto& password : passwords) passwords_.insert(compact(password));
  for (const auto& word : words) words_.insert(compact(word));
}

bool Blocklist::contains(std::string_view password) const {
  const std::string key = compact(password);
  const std::string letters = without_digits(key);
  if (passwords_.contains(key) || passwords_.contains(repeated_part(key))) return true;
  if (!letters.empty() && passwords_.contains(repeated_part(letters))) return true;
  return !letters.empty() && only_words(letters);
}

bool Blocklist::only_words(std::string_view letters) const {
  std::vector<bool> reachable(letters.size() + 1, false);
  reachable[0] = true;
  for (std::size_t from = 0; from < letters.size(); ++from) {
    if (!reachable[from]) continue;
    for (const auto& word : words_) {
      if (letters.substr(from).starts_with(word)) reachable[from + word.size()] = true;
    }
  }
  return reachable[letters.size()];
}

std::optional<std::string_view> password_problem(std::string_view password,
                                                 std::string_view username,
                                                 const Blocklist& blocklist) {
  const std::size_t characters = base::length(password);
  if (characters < kPasswordMinCharacters) return "too_short";
  if (characters > kPasswordMaxCharacters) return "too_long";
  const std::set<char> different(password.begin(), password.end());
  if (different.size() < 5 || blocklist.contains(password)) return "common";
  const std::string name = compact(username);
  if (name.size() >= 3 && compact(password).find(name) != std::string::npos) {
    return "contains_username";
  }
  return std::nullopt;
}

}  // namespace hd::accounts
