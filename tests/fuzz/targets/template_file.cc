// An uploaded template as bytes: refused with a field and a code, or a package with words.

#include "documents/paper_template.h"
#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  const auto read = documents::read_template(input);
  if (read) {
    require(!documents::placeholders_of(*read).empty(), "words in braces are found");
  } else {
    require(read.error().fields.size() == 1, "a refusal names one field");
    require(read.error().fields.front().field.starts_with("content"), "of the upload");
  }
}

}  // namespace hd::fuzz
