// The seven steps as JSON: in the envelope, and as the API sends and takes them.

#include <stdexcept>
#include <utility>

#include "access/decide.h"
#include "referrals/codec.h"
#include "referrals/limits.h"

namespace hd::referrals {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;
using platform::texts_json;

constexpr std::string_view kStepsEnvelope = "referral steps";
constexpr std::size_t kIdMax = 36;
constexpr std::size_t kPapersMax = 50;
constexpr std::size_t kBodiesMax = 10;
constexpr std::int64_t kMostDong = 1000000000;

std::uint8_t read_mark(JsonReader& in) {
  const std::string name = in.text("mark", kCodeMax);
  if (name == "identity") return access::kIdentity;
  if (name == "narrative") return access::kNarrative;
  if (name != "work" && !name.empty()) in.complain("mark", "unknown_value");
  return access::kWork;
}

std::string_view mark_name(std::uint8_t mark) {
  if (mark == access::kNarrative) return "narrative";
  return mark == access::kIdentity ? "identity" : "work";
}

NotifiedBody read_body(JsonReader& in) {
  return {.kind = in.choice("kind", kBodyKindNames),
          .name = in.text("name", kNameMax),
          .officer = in.optional_text("officer", kNameMax),
          .at = in.time("notified_at")};
}

std::optional<Escort> read_escort(JsonReader& in) {
  const Json* object = in.optional_object("escort");
  if (object == nullptr) return std::nullopt;
  JsonReader part(*object, "escort.");
  Escort escort{.name = part.text("name", kNameMax),
                .organisation = part.text("organisation", kNameMax),
                .phone = part.optional_text("phone", kPhoneMax),
                .vehicle = part.optional_text("vehicle", kNameMax)};
  in.absorb(part);
  return escort;
}

Json to_json(const Performed& by) {
  return JsonObject{
      {"org", by.org}, {"officer", by.officer}, {"at", by.at}, {"recorded_by", by.recorded_by}};
}

Performed read_performed(JsonReader& in) {
  const Json* object = in.object("by");
  if (object == nullptr) throw std::runtime_error("referral step: nobody did it");
  JsonReader part(*object);
  const auto org = part.id<directory::OrgId>("org");
  const auto user = part.id<access::UserId>("recorded_by");
  if (!org || !user) throw std::runtime_error("referral step: unknown form");
  Performed by{*org, part.text("officer", kNameMax), part.time("at"), *user};
  in.absorb(part);
  return by;
}

template <class T>
void add(JsonObject& out, std::string key, const std::optional<T>& step) {
  if (!step) return;
  JsonObject object = content_json(*step);
  object.emplace_back("by", to_json(step->by));
  out.emplace_back(std::move(key), std::move(object));
}

template <class T>
std::optional<T> take(JsonReader& in, std::string_view key, T (*read)(JsonReader&, Performed)) {
  const Json* object = in.optional_object(key);
  if (object == nullptr) return std::nullopt;
  JsonReader part(*object);
  Performed by = read_performed(part);
  T step = read(part, std::move(by));
  in.absorb(part);
  return step;
}

}  // namespace

JsonObject content_json(const RiskStep& step) {
  return {{"level", text_or_null(step.level)},
          {"able_to_travel_alone", step.able_alone},
          {"assessed_at", step.assessed_at},
          {"relevance", text_or_null(step.relevance)}};
}

RiskStep read_risk(JsonReader& in, Performed by) {
  return {.by = std::move(by),
          .level = in.optional_text("level", kCodeMax),
          .able_alone = in.optional_flag("able_to_travel_alone").value_or(false),
          .assessed_at = in.optional_time("assessed_at").value_or(base::Timestamp{}),
          .relevance = in.optional_text("relevance", kNoteMax)};
}

JsonObject content_json(const OpinionStep& step) {
  return {{"opinion", base::name_of(kOpinionNames, step.opinion)},
          {"proposals", text_or_null(step.proposals)},
          {"how_asked", step.how_asked},
          {"interpreter", text_or_null(step.interpreter)},
          {"speaker", text_or_null(step.speaker)}};
}

OpinionStep read_opinion(JsonReader& in, Performed by) {
  return {.by = std::move(by),
          .opinion = in.choice("opinion", kOpinionNames),
          .proposals = in.optional_text("proposals", kTextMax),
          .how_asked = in.text("how_asked", kShortMax),
          .interpreter = in.optional_text("interpreter", kNameMax),
          .speaker = in.optional_text("speaker", kNameMax)};
}

JsonObject content_json(const ServiceStep& step) {
  return {{"procedures", step.procedures},
          {"contact_name", step.contact_name},
          {"contact_phone", step.contact_phone},
          {"reception_plan", step.reception_plan}};
}

ServiceStep read_service(JsonReader& in, Performed by) {
  return {.by = std::move(by),
          .procedures = in.text("procedures", kTextMax),
          .contact_name = in.text("contact_name", kNameMax),
          .contact_phone = in.text("contact_phone", kPhoneMax),
          .reception_plan = in.text("reception_plan", kTextMax)};
}

JsonObject content_json(const DecisionStep& step) {
  return {{"explained_services", step.explained_services},
          {"explained_procedures", step.explained_procedures},
          {"explained_limits", step.explained_limits},
          {"availability_confirmed_by", step.availability_confirmed_by},
          {"availability_confirmed_at", step.availability_confirmed_at},
          {"decision", base::name_of(kChoiceNames, step.decision)},
          {"decided_on", step.decided_on},
          {"words", step.words}};
}

DecisionStep read_decision(JsonReader& in, Performed by) {
  return {.by = std::move(by),
          .explained_services = in.text("explained_services", kNoteMax),
          .explained_procedures = in.text("explained_procedures", kNoteMax),
          .explained_limits = in.text("explained_limits", kNoteMax),
          .availability_confirmed_by = in.text("availability_confirmed_by", kNameMax),
          .availability_confirmed_at = in.time("availability_confirmed_at"),
          .decision = in.choice("decision", kChoiceNames),
          .decided_on = in.date("decided_on"),
          .words = in.text("words", kNoteMax)};
}

JsonObject content_json(const DocumentsStep& step) {
  JsonArray documents;
  for (const PackItem& item : step.documents) {
    documents.emplace_back(JsonObject{{"title", item.title},
                                      {"mark", mark_name(item.mark)},
                                      {"copy", item.copy},
                                      {"file_id", item.file}});
  }
  return {{"documents", std::move(documents)}};
}

DocumentsStep read_documents(JsonReader& in, Performed by) {
  DocumentsStep step{.by = std::move(by), .documents = {}};
  step.documents = in.objects("documents", kPapersMax, [](JsonReader& part) {
    return PackItem{.title = part.text("title", kTitleMax),
                    .mark = read_mark(part),
                    .copy = part.optional_flag("copy").value_or(false),
                    .file = part.optional_id<files::FileId>("file_id")};
  });
  if (step.documents.empty()) in.complain("documents", "required");
  return step;
}

JsonObject content_json(const TravelStep& step) {
  const Travel& travel = step.travel;
  JsonArray notified;
  for (const NotifiedBody& body : travel.notified) {
    notified.emplace_back(JsonObject{{"kind", base::name_of(kBodyKindNames, body.kind)},
                                     {"name", body.name},
                                     {"officer", text_or_null(body.officer)},
                                     {"notified_at", body.at}});
  }
  Json escort;
  if (travel.escort) {
    escort = JsonObject{{"name", travel.escort->name},
                        {"organisation", travel.escort->organisation},
                        {"phone", text_or_null(travel.escort->phone)},
                        {"vehicle", text_or_null(travel.escort->vehicle)}};
  }
  return {{"mode", base::name_of(kModeNames, travel.mode)},
          {"information_sheet", travel.information_sheet},
          {"papers", texts_json(travel.papers)},
          {"allowance", travel.allowance},
          {"receipt", text_or_null(travel.receipt)},
          {"notified", std::move(notified)},
          {"escort", std::move(escort)},
          {"guardian_person_id", text_or_null(travel.guardian_person)},
          {"guardian_name", text_or_null(travel.guardian_name)},
          {"best_interests", text_or_null(travel.best_interests)},
          {"planned_at", travel.planned_at}};
}

TravelStep read_travel(JsonReader& in, Performed by) {
  TravelStep step{.by = std::move(by), .travel = {.mode = in.choice("mode", kModeNames)}};
  Travel& travel = step.travel;
  travel.information_sheet = in.optional_flag("information_sheet").value_or(false);
  travel.papers = read_texts(in, "papers", kPapersMax);
  travel.allowance = in.optional_number("allowance", 0, kMostDong);
  travel.receipt = in.optional_text("receipt", kNameMax / 2);
  travel.notified = in.objects("notified", kBodiesMax, read_body);
  travel.escort = read_escort(in);
  travel.guardian_person = in.optional_text("guardian_person_id", kIdMax);
  travel.guardian_name = in.optional_text("guardian_name", kNameMax);
  travel.best_interests = in.optional_text("best_interests", kTextMax);
  travel.planned_at = in.optional_time("planned_at");
  return step;
}

std::string encode(const Steps& steps) {
  JsonObject out;
  add(out, "risk", steps.risk);
  add(out, "opinion", steps.opinion);
  add(out, "service", steps.service);
  add(out, "decision", steps.decision);
  add(out, "documents", steps.documents);
  add(out, "travel", steps.travel);
  return Json(std::move(out)).dump();
}

Steps decode_steps(std::string_view text) {
  const Json json = platform::parse_own_json(text, kStepsEnvelope);
  JsonReader in(json);
  Steps steps{.risk = take(in, "risk", read_risk),
              .opinion = take(in, "opinion", read_opinion),
              .service = take(in, "service", read_service),
              .decision = take(in, "decision", read_decision),
              .documents = take(in, "documents", read_documents),
              .travel = take(in, "travel", read_travel)};
  in.require_clean(kStepsEnvelope);
  return steps;
}

}  // namespace hd::referrals
