// Telephone numbers: one spelling for one number, and a masked one tells three digits at most.

#include "base/phone.h"

#include <algorithm>

#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string masked = base::masked_phone(input);
  require(std::ranges::count_if(masked, is_digit) <= 3, "a masked number tells three digits");
  const auto number = base::normal_phone(input);
  if (!number) return;
  require(std::ranges::all_of(*number, is_digit), "digits only");
  require(number->size() >= 3 && number->size() <= 16, "as long as a number can be");
  require(base::normal_phone(*number) == number, "the spelling of a spelling is the same");
}

}  // namespace hd::fuzz
