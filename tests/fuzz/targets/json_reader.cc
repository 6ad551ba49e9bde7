// The reader of request bodies: what it hands out without a complaint is within the limits that
// were asked for.

#include "base/text.h"
#include "fuzz.h"
#include "platform/json.h"

namespace hd::fuzz {
namespace {

struct Tag;

struct Part {
  std::string code;
  std::int64_t count = 0;
};

Part read_part(platform::JsonReader& in) {
  return {.code = in.optional_code("code"), .count = in.number("count", 0, 9)};
}

}  // namespace

void examine(std::string_view input) {
  const auto json = platform::parse_json(input);
  if (!json) return;
  platform::JsonReader in(*json);
  const std::string text = in.text("text", 5);
  const std::string note = in.optional_text("note", 3);
  const auto number = in.number("number", -3, 7);
  const auto flag = in.optional_flag("flag");
  const auto time = in.optional_time("time");
  const auto date = in.optional_date("date");
  const auto id = in.optional_id<base::Id<Tag>>("id");
  const auto codes = in.codes("codes", 3);
  const auto parts = in.objects("parts", 3, read_part);
  if (!in.complaints().empty()) return;
  require(!text.empty() && base::length(text) <= 5 && base::length(note) <= 3, "lengths");
  require(base::nfc(text) == text && base::trim(text) == text, "normal form");
  require(number >= -3 && number <= 7 && codes.size() <= 3 && parts.size() <= 3, "limits");
  for (const auto& code : codes) require(!code.empty() && code.size() <= 60, "codes");
  for (const Part& part : parts) require(part.count >= 0 && part.count <= 9, "parts");
  require(!date || date->ok(), "days exist");
  static_cast<void>(flag);
  static_cast<void>(time);
  static_cast<void>(id);
}

}  // namespace hd::fuzz
