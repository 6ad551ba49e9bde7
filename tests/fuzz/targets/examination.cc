// What goes through the pipes of the sandbox: the answer of a child that was taken over is read as
// strictly as a file, and ours reads the same.

#include "files/examine.h"
#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  if (const auto request = files::read_request(input)) {
    require(files::to_request(request->extension, request->bytes) == input, "a request is itself");
  }
  const auto found = files::read_answer(input);
  if (!found) return;
  require(found->refusal.has_value() != found->type.has_value(), "refused, or of a type");
  const auto again = files::read_answer(files::to_answer(*found));
  require(again && again->refusal == found->refusal && again->type == found->type,
          "reads the same");
  require(again->safe.has_value() == found->safe.has_value(), "with its copy");
  if (found->safe) require(again->safe->bytes == found->safe->bytes, "byte by byte");
}

}  // namespace hd::fuzz
