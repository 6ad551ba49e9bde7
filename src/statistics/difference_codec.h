#pragma once
// Differences as JSON: stored and on the wire in the same form.

#include <string>
#include <vector>

#include "platform/json.h"
#include "statistics/difference.h"

namespace hd::statistics {

platform::JsonArray to_json(const std::vector<Difference>& lines);
std::string encode(const std::vector<Difference>& lines);
/// Throws std::runtime_error when the text is not what encode() wrote.
std::vector<Difference> decode_differences(const std::string& text);

}  // namespace hd::statistics
