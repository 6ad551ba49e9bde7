// Archives of office files: refused or not, without unpacking more than is allowed.

#include "files/archive.h"

#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  const auto refusal = files::check_office(input);
  require(refusal || input.find("[Content_Types].xml") != input.npos, "an office file says so");
  require(refusal == files::check_office(input), "the same bytes get the same answer");
}

}  // namespace hd::fuzz
