// What kind of file it is: what passes the examination has one face, and its type fits its name.
// The first piece is the extension.

#include "files/examine.h"
#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  static const files::Examiner examiner;
  Pieces pieces(input);
  const std::string extension(pieces.next());
  const std::string_view bytes = pieces.rest();
  const auto found = examiner.examine(bytes, extension);
  require(found.refusal.has_value() != found.type.has_value(), "refused, or of a type");
  if (!found.type) return;
  require(files::extension_fits(*found.type, extension), "the name fits");
  require(!files::has_second_face(*found.type, bytes), "one face");
  if (found.safe) {
    require(!files::has_second_face(found.safe->type, found.safe->bytes), "a safe copy, too");
    require(files::type_of_head(found.safe->bytes) == found.safe->type, "a picture is a picture");
  }
}

}  // namespace hd::fuzz
