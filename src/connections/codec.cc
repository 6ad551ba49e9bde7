#include "connections/codec.h"

#include <stdexcept>
#include <utility>

namespace hd::connections {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;

constexpr std::size_t kNeedsMax = 10;
constexpr std::size_t kDetailMax = 1000;
constexpr std::size_t kSummaryMax = 4000;
constexpr std::size_t kCodeMax = 64;
constexpr std::size_t kMeasureMax = 2000;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

template <class T>
JsonArray array_of(const std::vector<T>& values) {
  JsonArray array;
  for (const T& value : values) array.push_back(to_json(value));
  return array;
}

Need read_need(JsonReader& in) {
  return {.service = in.text("service", kCodeMax),
          .detail = in.optional_text("detail", kDetailMax)};
}

Outcome read_outcome(JsonReader& in) {
  return {.service = in.text("service", kCodeMax),
          .outcome = in.text("outcome", kCodeMax),
          .note = in.optional_text("note", kDetailMax)};
}

template <class Read>
auto read_all(JsonReader& in, std::string_view key, Read read) {
  std::vector<decltype(read(in))> values;
  std::size_t index = 0;
  for (const Json& item : in.optional_array(key, kNeedsMax)) {
    JsonReader part(item, std::string(key) + "." + std::to_string(index++) + ".");
    values.push_back(read(part));
    in.absorb(part);
  }
  return values;
}

}  // namespace

Json to_json(const Need& need) {
  return JsonObject{{"service", need.service}, {"detail", text_or_null(need.detail)}};
}

Json to_json(const Card& card) {
  return JsonObject{
      {"age_band", text_or_null(card.age_band)},     {"sex", text_or_null(card.sex)},
      {"language", text_or_null(card.language)},     {"province", text_or_null(card.province)},
      {"risk_level", text_or_null(card.risk_level)}, {"summary", text_or_null(card.summary)}};
}

Json to_json(const Outcome& outcome) {
  return JsonObject{{"service", outcome.service},
                    {"outcome", outcome.outcome},
                    {"note", text_or_null(outcome.note)}};
}

std::vector<Need> read_needs(JsonReader& in) {
  return read_all(in, "needs", read_need);
}

std::vector<Outcome> read_outcomes(JsonReader& in) {
  return read_all(in, "outcomes", read_outcome);
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
  const auto json = platform::parse_json(text);
  if (!json) throw std::runtime_error("connection envelope: not JSON");
  JsonReader in(*json);
  Told told{.needs = read_needs(in),
            .card = read_card(in),
            .agreed_measure = in.optional_text("agreed_measure", kMeasureMax),
            .outcomes = read_outcomes(in)};
  if (!in.complaints().empty()) throw std::runtime_error("connection envelope: unknown form");
  return told;
}

std::string encode(const std::map<std::string, std::string>& texts) {
  JsonObject object;
  for (const auto& [key, text] : texts) {
    if (!text.empty()) object.emplace_back(key, text);
  }
  return object.empty() ? "" : Json(std::move(object)).dump();
}

std::map<std::string, std::string> decode_texts(std::string_view text) {
  std::map<std::string, std::string> texts;
  if (text.empty()) return texts;
  const auto json = platform::parse_json(text);
  const auto* object = json ? json->get_if<JsonObject>() : nullptr;
  if (object == nullptr) throw std::runtime_error("connection entry: unknown form");
  for (const auto& [key, value] : *object) {
    if (const auto* member = value.get_if<std::string>()) texts.emplace(key, *member);
  }
  return texts;
}

}  // namespace hd::connections
