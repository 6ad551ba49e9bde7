#include "referrals/codec.h"

#include <stdexcept>
#include <utility>

#include "referrals/limits.h"

namespace hd::referrals {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;
using platform::texts_json;

constexpr std::string_view kReferralEnvelope = "referral envelope";
constexpr std::size_t kNeedsMax = 10;
constexpr std::size_t kPersonsKept = 20;
constexpr std::size_t kThingsMax = 50;
constexpr std::size_t kDetailMax = 1000;
constexpr std::size_t kTextBytesMax = 1200;
constexpr std::size_t kHashMax = 64;
constexpr std::size_t kStrokesMax = 200;
constexpr std::size_t kPointsMax = 500;
constexpr std::int64_t kWidth = 1000;

template <class T>
JsonArray array_of(const std::vector<T>& values) {
  JsonArray array;
  for (const T& value : values) array.push_back(to_json(value));
  return array;
}

/// Parses and reads with `read(JsonReader&)`; throws on anything unexpected.
template <class Read>
auto decode(std::string_view text, Read read) {
  const Json json = platform::parse_own_json(text, kReferralEnvelope);
  JsonReader in(json);
  auto value = read(in);
  in.require_clean(kReferralEnvelope);
  return value;
}

Card read_card(JsonReader& in) {
  const Json* object = in.object("card");
  if (object == nullptr) return {};
  JsonReader part(*object, "card.");
  Card card{.age_band = part.optional_text("age_band", kCodeMax),
            .sex = part.optional_text("sex", kCodeMax),
            .province = part.optional_text("province", kCodeMax),
            .risk_level = part.optional_text("risk_level", kCodeMax),
            .languages = read_texts(part, "languages", kNeedsMax),
            .child = part.flag("child"),
            .accompanying = part.number("accompanying", 0, kWidth),
            .summary = part.optional_text("summary", kTextMax)};
  in.absorb(part);
  return card;
}

Json party_json(const Party& party) {
  return JsonObject{{"unit", party.unit},
                    {"name", party.name},
                    {"post", text_or_null(party.post)},
                    {"phone", text_or_null(party.phone)}};
}

Party read_party(JsonReader& in, std::string_view key) {
  const Json* object = in.object(key);
  if (object == nullptr) return {};
  JsonReader part(*object, std::string(key) + ".");
  Party party{.unit = part.text("unit", kNameMax),
              .name = part.text("name", kNameMax),
              .post = part.optional_text("post", kNameMax),
              .phone = part.optional_text("phone", kPhoneMax)};
  in.absorb(part);
  return party;
}

documents::Strokes read_strokes(JsonReader& in) {
  documents::Strokes strokes;
  for (const Json& line : in.optional_array("strokes", kStrokesMax)) {
    const auto* points = line.get_if<JsonArray>();
    if (points == nullptr || points->size() < 2 || points->size() > kPointsMax) {
      in.complain("strokes", "malformed");
      return {};
    }
    auto& drawn = strokes.emplace_back();
    for (const Json& point : *points) {
      JsonReader part(point, "strokes.");
      drawn.push_back({part.number("x", 0, kWidth), part.number("y", 0, kWidth)});
      in.absorb(part);
    }
  }
  return strokes;
}

JsonArray strokes_json(const documents::Strokes& strokes) {
  JsonArray lines;
  for (const auto& line : strokes) {
    JsonArray points;
    for (const auto& point : line) {
      points.emplace_back(JsonObject{{"x", point.x}, {"y", point.y}});
    }
    lines.emplace_back(std::move(points));
  }
  return lines;
}

}  // namespace

std::vector<std::string> read_texts(JsonReader& in, std::string_view key, std::size_t max) {
  std::vector<std::string> texts;
  std::size_t index = 0;
  for (const Json& item : in.optional_array(key, max)) {
    const auto* text = item.get_if<std::string>();
    const bool fits = text != nullptr && !text->empty() && text->size() <= kTextBytesMax;
    if (!fits) in.complain(std::string(key) + "." + std::to_string(index), "malformed_text");
    if (fits) texts.push_back(*text);
    ++index;
  }
  return texts;
}

Json to_json(const Card& card) {
  return JsonObject{
      {"age_band", text_or_null(card.age_band)}, {"child", card.child},
      {"sex", text_or_null(card.sex)},           {"languages", texts_json(card.languages)},
      {"province", text_or_null(card.province)}, {"risk_level", text_or_null(card.risk_level)},
      {"accompanying", card.accompanying},       {"summary", text_or_null(card.summary)}};
}

Json to_json(const HandOver& record) {
  return JsonObject{{"place", record.place},
                    {"at", record.at},
                    {"giver", party_json(record.giver)},
                    {"receiver", party_json(record.receiver)},
                    {"persons", texts_json(record.persons)},
                    {"health", record.health},
                    {"belongings", texts_json(record.belongings)},
                    {"documents", texts_json(record.documents)},
                    {"risks", record.risks},
                    {"wishes", record.wishes}};
}

HandOver read_hand_over(JsonReader& in) {
  HandOver record{.place = in.text("place", kPlaceMax),
                  .at = in.time("at"),
                  .giver = read_party(in, "giver"),
                  .receiver = read_party(in, "receiver"),
                  .persons = read_texts(in, "persons", kPersonsKept),
                  .health = in.text("health", kTextMax),
                  .belongings = read_texts(in, "belongings", kThingsMax),
                  .documents = read_texts(in, "documents", kThingsMax),
                  .risks = in.text("risks", kTextMax),
                  .wishes = in.text("wishes", kTextMax)};
  if (record.persons.empty()) in.complain("persons", "required");
  return record;
}

Signature read_signature(JsonReader& in) {
  Signature signature{.role = in.choice("role", kSignatureRoleNames),
                      .name = in.text("name", kNameMax),
                      .at = {},
                      .by = access::UserId::of_key("nobody"),
                      .strokes = read_strokes(in)};
  if (const auto file = in.optional_id<files::FileId>("file_id")) signature.scan = Scan{*file};
  if (!signature.scan && signature.strokes.empty()) in.complain("strokes", "required");
  if (signature.scan && !signature.strokes.empty()) in.complain("file_id", "not_both");
  return signature;
}

Evaluation read_evaluation(JsonReader& in) {
  return {.on = in.date("evaluated_on"),
          .outcome = in.choice("outcome", kFollowUpOutcomeNames),
          .re_trafficking_risk = in.text("re_trafficking_risk", kCodeMax),
          .words = in.text("words", kTextMax),
          .note = in.optional_text("note", kTextMax),
          .by = access::UserId::of_key("nobody")};
}

std::string encode(const Told& told) {
  JsonArray persons;
  for (const auto& person : told.accompanying) persons.emplace_back(person);
  return Json(JsonObject{{"needs", array_of(told.needs)},
                         {"card", to_json(told.card)},
                         {"outcomes", array_of(told.outcomes)},
                         {"accompanying", std::move(persons)}})
      .dump();
}

Told decode_told(std::string_view text) {
  return decode(text, [](JsonReader& in) {
    Told told{.needs = directory::read_needs(in),
              .card = read_card(in),
              .outcomes = directory::read_outcomes(in)};
    for (const std::string& id : read_texts(in, "accompanying", kPersonsKept)) {
      const auto person = cases::PersonId::parse(id);
      if (!person) throw std::runtime_error("referral envelope: no person");
      told.accompanying.push_back(*person);
    }
    return told;
  });
}

std::string encode(const HandOver& record) {
  return to_json(record).dump();
}

HandOver decode_hand_over(std::string_view text) {
  return decode(text, read_hand_over);
}

std::string encode(const Signature& signature) {
  JsonObject object{{"name", signature.name}};
  if (signature.scan) {
    object.emplace_back("file", signature.scan->file);
    object.emplace_back("file_name", signature.scan->name);
    object.emplace_back("sha256", signature.scan->sha256);
  } else {
    object.emplace_back("strokes", strokes_json(signature.strokes));
  }
  return Json(std::move(object)).dump();
}

void decode_signature(std::string_view text, Signature& signature) {
  signature = decode(text, [&](JsonReader& in) {
    Signature found = signature;
    found.name = in.text("name", kNameMax);
    found.strokes = read_strokes(in);
    const auto file = in.optional_id<files::FileId>("file");
    const std::string file_name = in.optional_text("file_name", kPlaceMax);
    const std::string sha256 = in.optional_text("sha256", kHashMax);
    if (file) found.scan = Scan{*file, file_name, sha256};
    return found;
  });
}

std::string encode(const Evaluation& evaluation) {
  return Json(JsonObject{{"evaluated_on", evaluation.on},
                         {"outcome", base::name_of(kFollowUpOutcomeNames, evaluation.outcome)},
                         {"re_trafficking_risk", evaluation.re_trafficking_risk},
                         {"words", evaluation.words},
                         {"note", text_or_null(evaluation.note)},
                         {"by", evaluation.by}})
      .dump();
}

Evaluation decode_evaluation(std::string_view text) {
  return decode(text, [](JsonReader& in) {
    Evaluation evaluation = read_evaluation(in);
    const auto by = in.id<access::UserId>("by");
    if (by) evaluation.by = *by;
    return evaluation;
  });
}

std::string encode(const std::map<std::string, std::string>& texts) {
  return platform::encode_texts(texts);
}

std::map<std::string, std::string> decode_texts(std::string_view text) {
  return platform::decode_texts(text, "referral entry");
}

}  // namespace hd::referrals
