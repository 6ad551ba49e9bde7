// Pictures drawn anew: the copy is a picture without anything beside it, and drawing it again
// changes nothing of its size. The first byte says the type.

#include "files/picture.h"

#include "fuzz.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  if (input.empty()) return;
  constexpr files::Type kTypes[] = {files::Type::jpeg, files::Type::png, files::Type::webp};
  const auto type = kTypes[static_cast<unsigned char>(input.front()) % 3];
  constexpr std::int64_t kPixels = 250'000;  // a picture that is allowed takes seconds here
  const auto drawn = files::redrawn(type, input.substr(1), kPixels);
  const auto* picture = std::get_if<files::Picture>(&drawn);
  if (picture == nullptr) return;
  require(files::type_of_head(picture->bytes) == picture->type, "a picture is a picture");
  require(picture->bytes.find("Exif") == picture->bytes.npos, "no notes of the camera");
  const auto again = files::redrawn(picture->type, picture->bytes);
  require(std::holds_alternative<files::Picture>(again), "the copy can be read");
}

}  // namespace hd::fuzz
