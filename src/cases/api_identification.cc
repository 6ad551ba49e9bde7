#include <string>
#include <utility>

#include "cases/api_care.h"
#include "cases/api_masks.h"
#include "cases/identification_codec.h"
#include "cases/limits.h"
#include "server/names.h"

namespace hd::cases {
namespace {

constexpr std::size_t kReasonMax = 2000;
constexpr std::size_t kDescriptionMax = 4000;
constexpr std::size_t kIssuerMax = 200;

Json step_json(const CareDesk& desk, const IdentificationStep& step, std::uint8_t marks) {
  MaskedObject object({{"id", step.id},
                       {"action", base::name_of(kIdentificationActionNames, step.action)},
                       {"state", base::name_of(kIdentificationNames, step.state)},
                       {"happened_on", step.happened_on},
                       {"at", step.at},
                       {"by_name", desk.names().user(step.by)},
                       {"road", text_or_null(step.road)},
                       {"body_name", text_or_null(desk.names().org(step.body))}},
                      marks);
  object.add(access::kIdentity, "reason", text_or_null(step.reason));
  object.add(access::kIdentity, "paper", step.paper ? to_json(*step.paper) : Json());
  return object.finish();
}

Json evidence_json(const CareDesk& desk, const Evidence& evidence, std::uint8_t marks) {
  MaskedObject object({{"id", evidence.id},
                       {"kind", evidence.kind},
                       {"at", evidence.at},
                       {"by_name", desk.names().user(evidence.by)}},
                      marks);
  object.add(access::kNarrative, "description", evidence.description);
  object.add(access::kNarrative, "file_id", text_or_null(evidence.file));
  object.add(access::kNarrative, "date", evidence.date);
  object.add(access::kNarrative, "issuer", text_or_null(evidence.issuer));
  return object.finish();
}

Json route_json(const CareDesk& desk, const RouteSeen& seen) {
  const Route& route = seen.route;
  return JsonObject{{"rule_code", route.rule},
                    {"actor_type", route.actor},
                    {"towards_type", text_or_null(route.towards)},
                    {"towards_name", text_or_null(desk.names().org(seen.towards))},
                    {"organisation_id", seen.organisation},
                    {"organisation_name", text_or_null(desk.names().org(seen.organisation))},
                    {"basis", route.basis},
                    {"trust", route.trust},
                    {"limit_known", seen.limit_known}};
}

JsonArray actions_json(const IdentificationView& view) {
  JsonArray actions;
  if (!view.may_work) return actions;
  for (const IdentificationAction action : next_actions(view.state)) {
    actions.emplace_back(base::name_of(kIdentificationActionNames, action));
  }
  actions.emplace_back("add_evidence");
  return actions;
}

Json view_json(const CareDesk& desk, const IdentificationView& view) {
  JsonArray steps;
  for (const auto& step : view.steps) steps.push_back(step_json(desk, step, view.marks));
  JsonArray evidence;
  for (const auto& one : view.evidence) evidence.push_back(evidence_json(desk, one, view.marks));
  JsonArray routes;
  for (const RouteSeen& seen : view.routes) routes.push_back(route_json(desk, seen));
  JsonArray clocks;
  for (const auto& clock : view.clocks) clocks.push_back(duties::to_json(clock));
  return JsonObject{
      {"person_id", view.person},
      {"state", base::name_of(kIdentificationNames, view.state)},
      {"road", text_or_null(view.road)},
      {"gets_support", gets_support(view.state)},
      {"turn", JsonObject{{"side", base::name_of(kIdentificationTurnNames, view.turn)},
                          {"organisation_name", text_or_null(desk.names().org(view.turn_of))}}},
      {"steps", std::move(steps)},
      {"evidence", std::move(evidence)},
      {"routes", std::move(routes)},
      {"clocks", std::move(clocks)},
      {"version", view.version()},
      {"next_actions", actions_json(view)}};
}

Result<Reply> answer(const CareDesk& desk, const Result<IdentificationView>& view,
                     int status = 200) {
  if (!view) return view.error();
  return Reply{.body = view_json(desk, *view), .status = status};
}

Result<Reply> show_identification(const CareDesk& desk, const PersonId& id) {
  return answer(desk, desk.parts.identifications.open(desk.tx, desk.who(), id));
}

Result<Reply> take(const CareDesk& desk, const PersonId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = in.number("version", 0, INT64_MAX);
  const auto asked = in.finish(
      IdentificationStep{.id = StepId::random(),
                         .person = id,
                         .action = in.choice("action", kIdentificationActionNames),
                         .happened_on = in.optional_date("happened_on").value_or(desk.call.today()),
                         .at = desk.call.now,
                         .by = desk.call.actor.user,
                         .road = in.optional_code("road"),
                         .province = in.optional_code("province"),
                         .body = in.optional_id<directory::OrgId>("body_id"),
                         .reason = in.optional_text("reason", kReasonMax),
                         .paper = read_paper(in)});
  if (!asked) return asked.error();
  return answer(desk, desk.parts.identifications.take(desk.tx, desk.who(), version, *asked));
}

Result<Reply> add_evidence(const CareDesk& desk, const PersonId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = in.number("version", 0, INT64_MAX);
  const auto file = in.optional_id<EvidenceId>("file_id");
  const auto asked = in.finish(Evidence{.id = EvidenceId::random(),
                                        .person = id,
                                        .kind = in.text("kind", kCodeMax),
                                        .at = desk.call.now,
                                        .by = desk.call.actor.user,
                                        .description = in.text("description", kDescriptionMax),
                                        .issuer = in.optional_text("issuer", kIssuerMax),
                                        .date = in.optional_date("date"),
                                        .file = file ? file->str() : ""});
  if (!asked) return asked.error();
  return answer(desk, desk.parts.identifications.add_evidence(desk.tx, desk.who(), version, *asked),
                201);
}

}  // namespace

void add_identification_routes(server::Router& router, const CareParts& parts) {
  const std::string person = "/api/v1/persons/{id}";
  router.sensitive_read("GET", person + "/identification", Permission::cases_read,
                        at_desk(parts, show_identification));
  router.write("POST", person + "/identification-steps", Permission::cases_work,
               at_desk(parts, take));
  router.write("POST", person + "/evidence", Permission::cases_work, at_desk(parts, add_evidence));
}

}  // namespace hd::cases
