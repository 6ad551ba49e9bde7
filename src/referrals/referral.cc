#include "referrals/referral.h"

#include <algorithm>

namespace hd::referrals {

std::vector<base::FieldError> check_outcomes(const std::vector<Need>& needs,
                                             const std::vector<Outcome>& outcomes) {
  std::vector<std::string> asked;
  for (const Need& need : needs) asked.push_back(need.service);
  std::vector<std::string> answered;
  for (const Outcome& outcome : outcomes) answered.push_back(outcome.service);
  std::ranges::sort(asked);
  std::ranges::sort(answered);
  if (asked == answered) return {};
  return {{"outcomes", "one_per_need"}};
}

std::string number_text(int year, std::int64_t count) {
  constexpr std::size_t kDigits = 5;
  std::string digits = std::to_string(count);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return "CT-" + std::to_string(year) + "-" + digits;
}

}  // namespace hd::referrals
