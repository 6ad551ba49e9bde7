#include "connections/codec.h"

namespace hd::connections {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;

constexpr std::string_view kWhat = "connection envelope";
constexpr std::size_t kNeedsMax = 10;
constexpr std::size_t kDetailMax = 1000;
constexpr std::size_t kSummaryMax = 4000;
constexpr std::size_t kCodeMax = 64;
constexpr std::size_t kMeasureMax = 2000;

template <class T>
JsonArray array_of(const std::vector<T>& values) {
  JsonArray array;
  for (const T& value : values) array.push_back(to_json(value));
  return array;
}

}  // namespace

Json to_json(const Card& card) {
  return JsonObject{
      {"age_band", text_or_null(card.age_band)},     {"sex", text_or_null(card.sex)},
      {"language", text_or_null(card.language)},     {"province", text_or_null(card.province)},
      {"risk_level", text_or_null(card.risk_level)}, {"summary", text_or_null(card.summary)}};
}

Card read_card(JsonReader& in) {
  const Json* object = in.optional_object("card");
  if (object == nullptr) return {};
  JsonReader part(*object, "card.");
  Card card{.age_band = part.optional_text("age_band", kCodeMax),
            .sex = part.optional_text("sex", kCodeMax),
            .language = part.optional_text("language", kCodeMax),
            .province = part.optional_text("province", kCodeMax),
            .risk_level = part.optional_text("risk_level", kCodeMax),
            .summary = part.optional_text("summary", kSummaryMax)};
  in.absorb(part);
  return card;
}

std::string encode(const Told& told) {
  return Json(JsonObject{{"needs", array_of(told.needs)},
                         {"card", to_json(told.card)},
                         {"agreed_measure", text_or_null(told.agreed_measure)},
                         {"outcomes", array_of(told.outcomes)}})
      .dump();
}

Told decode_told(std::string_view text) {
  const Json json = platform::parse_own_json(text, kWhat);
  JsonReader in(json);
  Told told{.needs = directory::read_needs(in),
            .card = read_card(in),
            .agreed_measure = in.optional_text("agreed_measure", kMeasureMax),
            .outcomes = directory::read_outcomes(in)};
  in.require_clean(kWhat);
  return told;
}

std::string encode(const std::map<std::string, std::string>& texts) {
  return platform::encode_texts(texts);
}

std::map<std::string, std::string> decode_texts(std::string_view text) {
  return platform::decode_texts(text, "connection entry");
}

}  // namespace hd::connections
