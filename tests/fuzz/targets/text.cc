// Text: normal form and search key are reached in one step, and valid text stays valid.

#include "base/text.h"

#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  const std::string normal = base::nfc(input);
  const std::string key = base::fold(input);
  const std::string trimmed = base::trim(input);
  require(base::nfc(normal) == normal, "normal form is normal");
  require(base::fold(key) == key, "the key of a key is the key");
  require(base::trim(trimmed) == trimmed, "trimmed text is trimmed");
  if (!base::is_utf8(input)) return;
  require(base::is_utf8(normal) && base::is_utf8(key) && base::is_utf8(trimmed), "stays valid");
  require(base::fold(normal) == key, "equal texts have equal keys");
  require(base::length(input) <= input.size(), "no more characters than bytes");
  const std::string_view half = input.substr(0, input.size() / 2);
  require(!(base::vietnamese_less(input, half) && base::vietnamese_less(half, input)), "an order");
}

}  // namespace hd::fuzz
