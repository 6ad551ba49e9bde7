#include "cases/override_codec.h"

#include "platform/json.h"

namespace hd::cases {
namespace {

using platform::text_or_null;

constexpr std::string_view kWhat = "override envelope";
/// Longer than any text the API takes.
constexpr std::size_t kTextMax = 8000;

}  // namespace

std::string encode_words(const ConsentOverride& one) {
  return platform::Json(platform::JsonObject{{"reason", text_or_null(one.reason)},
                                             {"why", text_or_null(one.why)},
                                             {"ruling_note", text_or_null(one.ruling_note)},
                                             {"end_reason", text_or_null(one.end_reason)},
                                             {"told_note", text_or_null(one.told_note)},
                                             {"account", text_or_null(one.account)}})
      .dump();
}

void decode_words(std::string_view text, ConsentOverride& one) {
  if (text.empty()) return;  // the key was destroyed
  const platform::Json json = platform::parse_own_json(text, kWhat);
  platform::JsonReader in(json);
  one.reason = in.optional_code("reason");
  one.why = in.optional_text("why", kTextMax);
  one.ruling_note = in.optional_text("ruling_note", kTextMax);
  one.end_reason = in.optional_text("end_reason", kTextMax);
  one.told_note = in.optional_text("told_note", kTextMax);
  one.account = in.optional_text("account", kTextMax);
  in.require_clean(kWhat);
}

}  // namespace hd::cases
