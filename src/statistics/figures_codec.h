#pragma once
// Figures as JSON: stored, hashed and on the wire in the same form.

#include <string>

#include "platform/json.h"
#include "statistics/figures.h"

namespace hd::statistics {

platform::JsonObject to_json(const Figures& figures);
std::string encode(const Figures& figures);
/// Throws std::runtime_error when the text is not what encode() wrote.
Figures decode_figures(const std::string& text);

}  // namespace hd::statistics
