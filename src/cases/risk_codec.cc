#include "cases/risk_codec.h"

#include <utility>

#include "cases/limits.h"

namespace hd::cases {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;
using platform::texts_json;

constexpr std::string_view kRiskEnvelope = "risk envelope";
constexpr std::size_t kPlaceMax = 500;

}  // namespace

JsonArray to_json(const std::vector<RiskFactor>& factors) {
  JsonArray array;
  for (const RiskFactor& factor : factors) {
    array.emplace_back(JsonObject{{"code", factor.code},
                                  {"answer", base::name_of(kAnswerNames, factor.answer)},
                                  {"note", text_or_null(factor.note)}});
  }
  return array;
}

JsonArray to_json(const std::vector<DangerousPerson>& people) {
  JsonArray array;
  for (const DangerousPerson& one : people) {
    array.emplace_back(JsonObject{{"name", one.name},
                                  {"relation", text_or_null(one.relation)},
                                  {"why", text_or_null(one.why)},
                                  {"person_id", one.person}});
  }
  return array;
}

Json to_json(const SafeContact& contact) {
  return JsonObject{{"do_not_call", contact.do_not_call},
                    {"when", text_or_null(contact.when)},
                    {"how", text_or_null(contact.how)},
                    {"code_word", text_or_null(contact.code_word)},
                    {"may_leave_message", base::name_of(kAnswerNames, contact.may_leave_message)},
                    {"who_else_hears", text_or_null(contact.who_else_hears)}};
}

std::vector<RiskFactor> read_factors(JsonReader& in) {
  return in.objects("factors", kFactorsMax, [](JsonReader& part) {
    return RiskFactor{.code = part.text("code", kCodeMax),
                      .answer = part.choice("answer", kAnswerNames),
                      .note = part.optional_text("note", kFactorNoteMax)};
  });
}

std::vector<DangerousPerson> read_dangerous(JsonReader& in) {
  return in.objects("dangerous_people", kPeopleMax, [](JsonReader& part) {
    return DangerousPerson{.name = part.text("name", kNameMax),
                           .relation = part.optional_text("relation", kNameMax),
                           .why = part.optional_text("why", kFactorNoteMax),
                           .person = part.optional_id<PersonId>("person_id")};
  });
}

std::vector<std::string> read_texts(JsonReader& in, std::string_view key, std::size_t max) {
  std::vector<std::string> texts;
  for (const Json& item : in.optional_array(key, max)) {
    // Through a reader of its own, so that every text gets the same treatment.
    const Json wrapped = JsonObject{{std::string(key), item}};
    JsonReader part(wrapped);
    std::string text = part.optional_text(key, kPlaceMax);
    in.absorb(part);
    if (!text.empty()) texts.push_back(std::move(text));
  }
  return texts;
}

SafeContact read_safe_contact(JsonReader& in) {
  const Json* object = in.optional_object("safe_contact");
  if (object == nullptr) return {};
  JsonReader part(*object, "safe_contact.");
  SafeContact contact{
      .do_not_call = part.optional_flag("do_not_call").value_or(false),
      .when = part.optional_text("when", kNameMax),
      .how = part.optional_text("how", kNameMax),
      .code_word = part.optional_text("code_word", kNameMax),
      .who_else_hears = part.optional_text("who_else_hears", kPlaceMax),
      .may_leave_message =
          part.optional_choice("may_leave_message", kAnswerNames).value_or(Answer::not_asked)};
  in.absorb(part);
  return contact;
}

std::string encode_factors(const Risk& risk) {
  return Json(JsonObject{
                  {"factors", to_json(risk.factors)},
                  {"able_to_travel_alone", base::name_of(kAnswerNames, risk.able_to_travel_alone)},
                  {"emergency", risk.emergency},
                  {"child", risk.child}})
      .dump();
}

void decode_factors(std::string_view text, Risk& risk) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kRiskEnvelope);
  JsonReader in(json);
  risk.factors = read_factors(in);
  risk.able_to_travel_alone = in.choice("able_to_travel_alone", kAnswerNames);
  risk.emergency = in.flag("emergency");
  risk.child = in.flag("child");
  in.require_clean(kRiskEnvelope);
}

std::string encode_people(const Risk& risk) {
  return Json(JsonObject{{"dangerous_people", to_json(risk.dangerous)},
                         {"note", text_or_null(risk.note)}})
      .dump();
}

void decode_people(std::string_view text, Risk& risk) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kRiskEnvelope);
  JsonReader in(json);
  risk.dangerous = read_dangerous(in);
  risk.note = in.optional_text("note", kNoteMax);
  in.require_clean(kRiskEnvelope);
}

std::string encode_places(const Risk& risk) {
  return Json(JsonObject{{"safe_places", texts_json(risk.safe_places)}}).dump();
}

void decode_places(std::string_view text, Risk& risk) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kRiskEnvelope);
  JsonReader in(json);
  risk.safe_places = read_texts(in, "safe_places", kPlacesMax);
  in.require_clean(kRiskEnvelope);
}

std::string encode_plan(const SafetyPlan& plan) {
  return Json(JsonObject{{"warning_signs", text_or_null(plan.warning_signs)},
                         {"steps", texts_json(plan.steps)},
                         {"emergency_measures", text_or_null(plan.emergency_measures)},
                         {"support_plan_made", plan.support_plan_made},
                         {"review_on", plan.review_on}})
      .dump();
}

void decode_plan(std::string_view text, SafetyPlan& plan) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kRiskEnvelope);
  JsonReader in(json);
  plan.warning_signs = in.optional_text("warning_signs", kNoteMax);
  plan.steps = read_texts(in, "steps", kStepsMax);
  plan.emergency_measures = in.optional_text("emergency_measures", kNoteMax);
  plan.support_plan_made = in.flag("support_plan_made");
  plan.review_on = in.optional_date("review_on");
  in.require_clean(kRiskEnvelope);
}

std::string encode_contact(const SafetyPlan& plan) {
  return Json(JsonObject{{"trusted_people", text_or_null(plan.trusted_people)},
                         {"safe_contact", to_json(plan.safe_contact)}})
      .dump();
}

void decode_contact(std::string_view text, SafetyPlan& plan) {
  if (text.empty()) return;
  const Json json = platform::parse_own_json(text, kRiskEnvelope);
  JsonReader in(json);
  plan.trusted_people = in.optional_text("trusted_people", kNoteMax);
  plan.safe_contact = read_safe_contact(in);
  in.require_clean(kRiskEnvelope);
}

}  // namespace hd::cases
