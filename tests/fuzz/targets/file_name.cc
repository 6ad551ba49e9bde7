// Names of files: a name that is kept is clean at once, and no name breaks out of the header that
// carries it.

#include <algorithm>

#include "base/text.h"
#include "files/file.h"
#include "fuzz.h"
#include "server/disposition.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  const std::string field = server::disposition_of(input);
  require(field.starts_with("attachment; filename=\""), "a download is saved, not shown");
  require(std::ranges::count(field, '"') == 2, "quotes are those of the field");
  require(std::ranges::all_of(field, [](char c) { return c >= ' ' && c < '\x7f'; }), "plain ASCII");
  const auto name = files::clean_name(input);
  if (!name) return;
  require(files::clean_name(*name) == name, "a clean name is clean");
  require(base::is_utf8(*name) && !name->empty() && base::length(*name) <= 200, "a name is short");
  require(name->find_first_of("/\\") == name->npos && !name->starts_with('.'), "a name is no path");
  require(std::ranges::none_of(*name, [](char c) { return static_cast<unsigned char>(c) < ' '; }),
          "no control characters");
  static_cast<void>(files::extension_of(*name));
}

}  // namespace hd::fuzz
