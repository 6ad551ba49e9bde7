#include "cases/store_identification.h"

#include "base/id.h"
#include "cases/identification_codec.h"
#include "platform/row_name.h"

namespace hd::cases::store {
namespace {

using vault::Compartment;

constexpr auto kInsertStep = R"sql(
  INSERT INTO identification_step (id, person, case_file, number, action, state, happened_on, at,
                                   by_user, body, coded, words)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kStepsOfPerson = R"sql(
  SELECT id, person, case_file, number, action, state, happened_on, at, by_user, body, coded, words
  FROM identification_step
  WHERE person = $1
  ORDER BY number
)sql";

constexpr auto kInsertEvidence = R"sql(
  INSERT INTO evidence (id, person, case_file, kind, at, by_user, words)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql";

constexpr auto kEvidence = R"sql(
  SELECT id, person, case_file, kind, at, by_user, words
  FROM evidence
  WHERE person = $1
  ORDER BY at, id
)sql";

constexpr auto kAddRoute = R"sql(
  INSERT INTO identification_route (id, road, step, rule, actor, towards, unless_body_type,
                                    valid_from, valid_to, basis, trust)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kRoutes = R"sql(
  SELECT road, step, rule, actor, towards, unless_body_type, valid_from, valid_to, basis, trust
  FROM identification_route
  WHERE (valid_from IS NULL OR valid_from <= $1) AND (valid_to IS NULL OR valid_to >= $1)
  ORDER BY road, rule, actor
)sql";

Envelope of_step(const CaseId& case_file, const StepId& id, Compartment compartment,
                 std::string_view column) {
  return {case_file, compartment, "identification_step", column, id.str()};
}

Envelope of_evidence(const CaseId& case_file, const EvidenceId& id) {
  return {case_file, Compartment::narrative, "evidence", "words", id.str()};
}

IdentificationStep read_step(const Place& place, const platform::Row& row) {
  IdentificationStep step{.id = row.id<StepId>("id"),
                          .person = row.id<PersonId>("person"),
                          .number = row.number("number"),
                          .action = read_name(row, "action", kIdentificationActionNames),
                          .state = read_name(row, "state", kIdentificationNames),
                          .happened_on = row.date("happened_on"),
                          .at = row.time("at"),
                          .by = row.id<access::UserId>("by_user"),
                          .body = row.maybe_id<directory::OrgId>("body")};
  const auto case_file = row.id<CaseId>("case_file");
  decode_coded(
      open(place, of_step(case_file, step.id, Compartment::work, "coded"), row.blob("coded")),
      step);
  decode_words(
      open(place, of_step(case_file, step.id, Compartment::identity, "words"), row.blob("words")),
      step);
  return step;
}

}  // namespace

bool insert(const Place& place, const CaseId& case_file, const IdentificationStep& step) {
  return place.tx.execute(kInsertStep,
                          {step.id, step.person, case_file, step.number,
                           base::name_of(kIdentificationActionNames, step.action),
                           base::name_of(kIdentificationNames, step.state), step.happened_on,
                           step.at, step.by, step.body,
                           seal(place, of_step(case_file, step.id, Compartment::work, "coded"),
                                encode_coded(step)),
                           seal(place, of_step(case_file, step.id, Compartment::identity, "words"),
                                encode_words(step))}) == 1;
}

std::vector<IdentificationStep> steps_of(const Place& place, const PersonId& person) {
  std::vector<IdentificationStep> found;
  for (const auto& row : place.tx.query(kStepsOfPerson, {person}))
    found.push_back(read_step(place, row));
  return found;
}

void insert(const Place& place, const CaseId& case_file, const Evidence& evidence) {
  place.tx.execute(
      kInsertEvidence,
      {evidence.id, evidence.person, case_file, evidence.kind, evidence.at, evidence.by,
       seal(place, of_evidence(case_file, evidence.id), encode_words(evidence))});
}

std::vector<Evidence> evidence_of(const Place& place, const PersonId& person) {
  std::vector<Evidence> found;
  for (const auto& row : place.tx.query(kEvidence, {person})) {
    Evidence evidence{.id = row.id<EvidenceId>("id"),
                      .person = row.id<PersonId>("person"),
                      .kind = row.text("kind"),
                      .at = row.time("at"),
                      .by = row.id<access::UserId>("by_user")};
    const auto case_file = row.id<CaseId>("case_file");
    decode_words(open(place, of_evidence(case_file, evidence.id), row.blob("words")), evidence);
    found.push_back(std::move(evidence));
  }
  return found;
}

void add_route(platform::Transaction& tx, const Route& route) {
  const std::string from = route.valid_from ? base::to_text(*route.valid_from) : "";
  const std::string_view step = base::name_of(kIdentificationActionNames, route.trigger);
  const std::string key = "route." + route.road + "." + std::string(step) + "." + route.rule + "." +
                          route.actor + "." + from;
  tx.execute(kAddRoute,
             {base::uuid_of_key(key), route.road, step, route.rule, route.actor, route.towards,
              route.unless_body_type, route.valid_from, route.valid_to, route.basis, route.trust});
}

std::vector<Route> routes(platform::Transaction& tx, base::Date day) {
  std::vector<Route> found;
  for (const auto& row : tx.query(kRoutes, {day})) {
    found.push_back({.road = row.text("road"),
                     .trigger = read_name(row, "step", kIdentificationActionNames),
                     .rule = row.text("rule"),
                     .actor = row.text("actor"),
                     .towards = row.text("towards"),
                     .unless_body_type = row.text("unless_body_type"),
                     .valid_from = row.maybe_date("valid_from"),
                     .valid_to = row.maybe_date("valid_to"),
                     .basis = row.text("basis"),
                     .trust = row.text("trust")});
  }
  return found;
}

}  // namespace hd::cases::store
