// Definitions of reports: what is read without a complaint is written and read as the same.

#include "fuzz.h"
#include "platform/json.h"
#include "statistics/definition_codec.h"

namespace hd::fuzz {

void examine(std::string_view input) {
  for (const auto& name : statistics::figures_in(std::string(input))) {
    static_cast<void>(statistics::parse_figure(name));
  }
  const auto json = platform::parse_json(input);
  if (!json) return;
  platform::JsonReader in(*json);
  statistics::Definition definition = statistics::read_definition(in);
  if (in.complaints().empty()) {
    static const directory::Directory nothing{directory::Content{}};
    static_cast<void>(statistics::check(definition, nothing));
    for (const auto& text : definition.texts) {
      for (const auto& name : statistics::figures_in(text)) {
        static_cast<void>(statistics::knows(definition, name));
      }
    }
  }
  const auto stored = decoded([&] { return statistics::decode_definition(std::string(input)); });
  if (!stored) return;
  const auto again = statistics::decode_definition(statistics::encode(*stored));
  require(again == *stored, "what is written reads the same");
}

}  // namespace hd::fuzz
