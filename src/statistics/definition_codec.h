#pragma once
// Definitions as JSON: stored and on the wire in the same form.

#include <string>

#include "platform/json.h"
#include "statistics/definition.h"

namespace hd::statistics {

/// Without version: who stores or shows it adds that.
platform::JsonObject to_json(const Definition& definition);

/// Complaints go to `in`.
Definition read_definition(platform::JsonReader& in);

/// What is stored. Throws std::runtime_error when the text is not what encode() wrote.
std::string encode(const Definition& definition);
Definition decode_definition(const std::string& text);

}  // namespace hd::statistics
