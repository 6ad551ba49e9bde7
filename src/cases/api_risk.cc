#include <algorithm>
#include <string>
#include <utility>

#include "cases/api_care.h"
#include "cases/api_masks.h"
#include "cases/limits.h"
#include "cases/risk_codec.h"
#include "server/names.h"

namespace hd::cases {
namespace {

using platform::texts_json;

constexpr std::size_t kPlanTextMax = 2000;

Json level_name(RiskLevel level) {
  return base::name_of(kRiskLevelNames, level);
}

Json assessment_json(const CareDesk& desk, const RiskView& view, const std::optional<Risk>& maybe) {
  if (!maybe) return {};
  const Risk& risk = *maybe;
  MaskedObject object(
      {{"id", risk.id},
       {"at", risk.at},
       {"assessor_name", desk.names().user(risk.assessor)},
       {"level", level_name(risk.level)},
       {"minimum_level", level_name(minimum_level(risk, view.minima))},
       {"factors", to_json(risk.factors)},
       {"able_to_travel_alone", base::name_of(kAnswerNames, risk.able_to_travel_alone)},
       {"emergency", risk.emergency},
       {"child", risk.child}},
      view.marks);
  object.add(access::kIdentity, "dangerous_people", to_json(risk.dangerous));
  object.add(access::kIdentity, "note", text_or_null(risk.note));
  object.add_if(view.sees_places, "safe_places", texts_json(risk.safe_places));
  return object.finish();
}

Json plan_json(const RiskView& view) {
  if (!view.plan) return {};
  const SafetyPlan& plan = *view.plan;
  MaskedObject object({{"version", plan.version},
                       {"updated_at", plan.updated_at},
                       {"warning_signs", text_or_null(plan.warning_signs)},
                       {"steps", texts_json(plan.steps)},
                       {"emergency_measures", text_or_null(plan.emergency_measures)},
                       {"support_plan_made", plan.support_plan_made},
                       {"review_on", plan.review_on}},
                      view.marks);
  object.add(access::kIdentity, "trusted_people", text_or_null(plan.trusted_people));
  object.add(access::kIdentity, "safe_contact", to_json(plan.safe_contact));
  return object.finish();
}

JsonArray changes_json(const RiskView& view) {
  JsonArray array;
  if (!view.latest || !view.previous) return array;
  for (const RiskChange& change : compare(*view.previous, *view.latest)) {
    array.emplace_back(JsonObject{{"code", change.code},
                                  {"before", base::name_of(kAnswerNames, change.before)},
                                  {"now", base::name_of(kAnswerNames, change.now)}});
  }
  return array;
}

JsonArray choices_json(const RiskView& view) {
  JsonArray array;
  for (const std::string& code : view.factors) {
    const auto found = std::ranges::find(view.minima, code, &RiskMinimum::factor);
    const RiskLevel level = found == view.minima.end() ? RiskLevel::low : found->level;
    array.emplace_back(JsonObject{{"code", code}, {"minimum_level", level_name(level)}});
  }
  return array;
}

Json view_json(const CareDesk& desk, const RiskView& view) {
  JsonArray history;
  for (const Risk& risk : view.history) {
    history.emplace_back(
        JsonObject{{"id", risk.id}, {"at", risk.at}, {"level", level_name(risk.level)}});
  }
  JsonArray clocks;
  for (const auto& clock : view.clocks) clocks.push_back(duties::to_json(clock));
  JsonArray actions;
  if (view.may_work) actions = {"assess", "plan"};
  const Json change = view.latest ? Json(level_change(view.previous, *view.latest)) : Json();
  return JsonObject{{"person_id", view.person},
                    {"latest", assessment_json(desk, view, view.latest)},
                    {"previous", assessment_json(desk, view, view.previous)},
                    {"level_change", change},
                    {"changes", changes_json(view)},
                    {"history", std::move(history)},
                    {"factors", choices_json(view)},
                    {"safety_plan", plan_json(view)},
                    {"clocks", std::move(clocks)},
                    {"next_actions", std::move(actions)}};
}

Result<Reply> show_risk(const CareDesk& desk, const PersonId& id) {
  const auto view = desk.parts.risks.open(desk.tx, desk.who(), id);
  if (!view) return view.error();
  return server::ok(view_json(desk, *view));
}

Result<Reply> assess(const CareDesk& desk, const PersonId& id) {
  JsonReader in(desk.call.body);
  const auto asked =
      in.finish(Risk{.id = RiskId::random(),
                     .person = id,
                     .at = desk.call.now,
                     .assessor = desk.call.actor.user,
                     .level = in.choice("level", kRiskLevelNames),
                     .factors = read_factors(in),
                     .able_to_travel_alone = in.choice("able_to_travel_alone", kAnswerNames),
                     .emergency = in.optional_flag("emergency").value_or(false),
                     .child = in.optional_flag("child").value_or(false),
                     .dangerous = read_dangerous(in),
                     .safe_places = read_texts(in, "safe_places", kPlacesMax),
                     .note = in.optional_text("note", kNoteMax)});
  if (!asked) return asked.error();
  const auto view = desk.parts.risks.assess(desk.tx, desk.who(), *asked);
  if (!view) return view.error();
  return server::created(view_json(desk, *view));
}

Result<Reply> save_plan(const CareDesk& desk, const PersonId& id) {
  JsonReader in(desk.call.body);
  const auto asked = in.finish(
      SafetyPlan{.person = id,
                 .version = in.number("version", 0, INT64_MAX),
                 .updated_at = desk.call.now,
                 .updated_by = desk.call.actor.user,
                 .warning_signs = in.optional_text("warning_signs", kPlanTextMax),
                 .trusted_people = in.optional_text("trusted_people", kPlanTextMax),
                 .steps = read_texts(in, "steps", kStepsMax),
                 .emergency_measures = in.optional_text("emergency_measures", kPlanTextMax),
                 .support_plan_made = in.optional_flag("support_plan_made").value_or(false),
                 .safe_contact = read_safe_contact(in),
                 .review_on = in.optional_date("review_on")});
  if (!asked) return asked.error();
  const auto view = desk.parts.risks.save_plan(desk.tx, desk.who(), *asked);
  if (!view) return view.error();
  return server::ok(view_json(desk, *view));
}

}  // namespace

void add_risk_routes(server::Router& router, const CareParts& parts) {
  const std::string person = "/api/v1/persons/{id}";
  router.sensitive_read("GET", person + "/risk-assessments", Permission::cases_read,
                        at_desk(parts, show_risk));
  router.write("POST", person + "/risk-assessments", Permission::cases_work,
               at_desk(parts, assess));
  router.write("PUT", person + "/safety-plan", Permission::cases_work, at_desk(parts, save_plan));
}

}  // namespace hd::cases
