#include "cases/consent_codec.h"

#include "cases/limits.h"

namespace hd::cases {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;

constexpr std::string_view kConsentEnvelope = "consent envelope";

Json name_or_null(const std::optional<GivenBy>& given_by) {
  return given_by ? Json(base::name_of(kGivenByNames, *given_by)) : Json();
}

}  // namespace

Json to_json(const Answers& answers) {
  JsonObject object;
  for (const auto& question : kQuestionNames) {
    const bool yes = answers.at(static_cast<std::size_t>(question.value));
    object.emplace_back(std::string(question.name), yes ? "yes" : "no");
  }
  return object;
}

Json to_json(const Representative& representative) {
  return JsonObject{{"kind", base::name_of(kRepresentativeKindNames, representative.kind)},
                    {"name", representative.name},
                    {"relation", text_or_null(representative.relation)},
                    {"person_id", representative.person},
                    {"user_id", representative.user}};
}

JsonArray categories_json(Categories categories) {
  JsonArray array;
  for (const Category category : list_of(categories)) {
    array.emplace_back(base::name_of(kCategoryNames, category));
  }
  return array;
}

Answers read_answers(JsonReader& in) {
  Answers answers{};
  const Json* object = in.object("answers");
  if (object == nullptr) return answers;
  JsonReader part(*object, "answers.");
  for (const auto& question : kQuestionNames) {
    const std::string answer = part.text(question.name, 3);
    if (!answer.empty() && answer != "yes" && answer != "no") {
      part.complain(question.name, "unknown_value");
    }
    answers.at(static_cast<std::size_t>(question.value)) = answer == "yes";
  }
  in.absorb(part);
  return answers;
}

std::optional<Representative> read_representative(JsonReader& in) {
  const Json* object = in.optional_object("representative");
  if (object == nullptr) return std::nullopt;
  JsonReader part(*object, "representative.");
  Representative found{.kind = part.choice("kind", kRepresentativeKindNames),
                       .name = part.text("name", kNameMax),
                       .relation = part.optional_text("relation", kNameMax),
                       .person = part.optional_id<PersonId>("person_id"),
                       .user = part.optional_id<access::UserId>("user_id")};
  in.absorb(part);
  return found;
}

Categories read_categories(JsonReader& in) {
  Categories categories = 0;
  for (const std::string& name : in.codes("categories", kCategoryNames.size())) {
    const auto category = base::value_of(kCategoryNames, name);
    if (category) {
      categories = static_cast<Categories>(categories | bit(*category));
    } else {
      in.complain("categories", "unknown_value");
    }
  }
  return categories;
}

std::string encode_terms(const Consent& consent) {
  return Json(JsonObject{{"given_by", base::name_of(kGivenByNames, consent.given_by)},
                         {"form", base::name_of(kConsentFormNames, consent.form)},
                         {"language", consent.language},
                         {"text_version", consent.text_version},
                         {"answers", to_json(consent.answers)}})
      .dump();
}

void decode_terms(std::string_view text, Consent& consent) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kConsentEnvelope);
  JsonReader in(json);
  consent.given_by = in.choice("given_by", kGivenByNames);
  consent.form = in.choice("form", kConsentFormNames);
  consent.language = in.text("language", kNameMax);
  consent.text_version = in.text("text_version", kNameMax);
  consent.answers = read_answers(in);
  in.require_clean(kConsentEnvelope);
}

std::string encode_people(const Consent& consent) {
  return Json(JsonObject{{"evidence", text_or_null(consent.evidence)},
                         {"witness", text_or_null(consent.witness)},
                         {"representative",
                          consent.representative ? to_json(*consent.representative) : Json()},
                         {"excluded_reason", text_or_null(consent.representative_excluded_reason)},
                         {"withdrawal_reason", text_or_null(consent.withdrawal_reason)},
                         {"withdrawn_by", name_or_null(consent.withdrawn_by)}})
      .dump();
}

void decode_people(std::string_view text, Consent& consent) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kConsentEnvelope);
  JsonReader in(json);
  consent.evidence = in.optional_text("evidence", kNoteMax);
  consent.witness = in.optional_text("witness", kNoteMax);
  consent.representative = read_representative(in);
  consent.representative_excluded_reason = in.optional_text("excluded_reason", kNoteMax);
  consent.withdrawal_reason = in.optional_text("withdrawal_reason", kNoteMax);
  consent.withdrawn_by = in.optional_choice("withdrawn_by", kGivenByNames);
  in.require_clean(kConsentEnvelope);
}

}  // namespace hd::cases
