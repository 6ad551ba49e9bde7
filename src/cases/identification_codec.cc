#include "cases/identification_codec.h"

#include "cases/limits.h"

namespace hd::cases {
namespace {

using platform::Json;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;

constexpr std::string_view kIdentificationEnvelope = "identification envelope";
constexpr std::size_t kNumberMax = 100;

}  // namespace

Json to_json(const VictimPaper& paper) {
  return JsonObject{{"kind", paper.kind},
                    {"number", text_or_null(paper.number)},
                    {"date", paper.date},
                    {"issuer", text_or_null(paper.issuer)}};
}

std::optional<VictimPaper> read_paper(JsonReader& in) {
  const Json* object = in.optional_object("paper");
  if (object == nullptr) return std::nullopt;
  JsonReader part(*object, "paper.");
  VictimPaper paper{.kind = part.text("kind", kCodeMax),
                    .number = part.optional_text("number", kNumberMax),
                    .issuer = part.optional_text("issuer", kNameMax),
                    .date = part.optional_date("date")};
  in.absorb(part);
  return paper;
}

std::string encode_coded(const IdentificationStep& step) {
  return Json(JsonObject{{"road", text_or_null(step.road)},
                         {"province", text_or_null(step.province)}})
      .dump();
}

void decode_coded(std::string_view text, IdentificationStep& step) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kIdentificationEnvelope);
  JsonReader in(json);
  step.road = in.optional_text("road", kCodeMax);
  step.province = in.optional_text("province", kCodeMax);
  in.require_clean(kIdentificationEnvelope);
}

std::string encode_words(const IdentificationStep& step) {
  return Json(JsonObject{{"reason", text_or_null(step.reason)},
                         {"paper", step.paper ? to_json(*step.paper) : Json()}})
      .dump();
}

void decode_words(std::string_view text, IdentificationStep& step) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kIdentificationEnvelope);
  JsonReader in(json);
  step.reason = in.optional_text("reason", kNoteMax);
  step.paper = read_paper(in);
  in.require_clean(kIdentificationEnvelope);
}

std::string encode_words(const Evidence& evidence) {
  return Json(JsonObject{{"description", text_or_null(evidence.description)},
                         {"issuer", text_or_null(evidence.issuer)},
                         {"date", evidence.date},
                         {"file", text_or_null(evidence.file)}})
      .dump();
}

void decode_words(std::string_view text, Evidence& evidence) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kIdentificationEnvelope);
  JsonReader in(json);
  evidence.description = in.optional_text("description", kNoteMax);
  evidence.issuer = in.optional_text("issuer", kNameMax);
  evidence.date = in.optional_date("date");
  evidence.file = in.optional_text("file", kCodeMax);
  in.require_clean(kIdentificationEnvelope);
}

}  // namespace hd::cases
