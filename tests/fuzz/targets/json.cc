// JSON: what is read can be written and read again as the same, holds valid text only, and is not
// deeper than promised.

#include "platform/json.h"

#include "base/text.h"
#include "fuzz.h"

namespace hd::fuzz {
namespace {

using platform::Json;

void check(const Json& json, int depth) {
  require(depth <= 33, "depth is bounded");
  if (const auto* text = json.get_if<std::string>()) require(base::is_utf8(*text), "valid text");
  if (const auto* list = json.get_if<platform::JsonArray>()) {
    for (const Json& item : *list) check(item, depth + 1);
  }
  if (const auto* object = json.get_if<platform::JsonObject>()) {
    for (const auto& [key, value] : *object) {
      require(base::is_utf8(key), "valid key");
      check(value, depth + 1);
    }
  }
}

}  // namespace

void examine(std::string_view input) {
  const auto json = platform::parse_json(input);
  if (!json) return;
  check(*json, 0);
  const auto again = platform::parse_json(json->dump());
  require(again && *again == *json, "what is written reads the same");
}

}  // namespace hd::fuzz
