#pragma once
// Public forms and the registry as text.

#include <string>

#include "platform/json.h"
#include "statistics/publication.h"

namespace hd::statistics {

/// The tables as they are printed: hidden figures are null, each with the reason; for those who
/// prepare the release only. With what is left of the tables.
platform::JsonObject public_json(const PublicForm& form);

/// Figures, mask and utility, without the registry. Throws std::runtime_error when the text is not
/// what encode_form() wrote.
std::string encode_form(const PublicForm& form);
PublicForm decode_form(const std::string& text);

std::string encode_cells(const Registry& cells);
Registry decode_cells(const std::string& text);

}  // namespace hd::statistics
