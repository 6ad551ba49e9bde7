#include "cases/store_risk.h"

#include <algorithm>

#include "cases/risk_codec.h"
#include "platform/row_name.h"

namespace hd::cases::store {
namespace {

using vault::Compartment;

constexpr auto kCount = R"sql(
  SELECT COUNT(*) AS assessments FROM risk_assessment WHERE person = $1
)sql";

constexpr auto kInsertRisk = R"sql(
  INSERT INTO risk_assessment (id, person, case_file, number, at, assessor, level, factors, people,
                               places)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
)sql";

constexpr auto kRisksOfPerson = R"sql(
  SELECT id, person, case_file, at, assessor, level, factors, people, places
  FROM risk_assessment
  WHERE person = $1
  ORDER BY number DESC
  LIMIT $2
)sql";

constexpr auto kLines = R"sql(
  SELECT id, person, at, assessor, level
  FROM risk_assessment
  WHERE person = $1
  ORDER BY number DESC
  LIMIT $2
)sql";

constexpr auto kLatestOfCase = R"sql(
  SELECT r.level
  FROM person p
  JOIN risk_assessment r ON r.person = p.id
  WHERE p.case_file = $1
    AND r.number = (SELECT MAX(l.number) FROM risk_assessment l WHERE l.person = p.id)
)sql";

constexpr auto kFindPlan = R"sql(
  SELECT person, case_file, version, updated_at, updated_by, plan, contact
  FROM safety_plan
  WHERE person = $1
)sql";

constexpr auto kInsertPlan = R"sql(
  INSERT INTO safety_plan (person, case_file, version, updated_at, updated_by, plan, contact)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kUpdatePlan = R"sql(
  UPDATE safety_plan SET version = $2, updated_at = $3, updated_by = $4, plan = $5, contact = $6
  WHERE person = $1 AND version = $2 - 1
)sql";

Envelope of_risk(const CaseId& case_file, const Risk& risk, Compartment compartment,
                 std::string_view column) {
  return {case_file, compartment, "risk_assessment", column, risk.id.str()};
}

Envelope of_plan(const CaseId& case_file, const SafetyPlan& plan, Compartment compartment,
                 std::string_view column) {
  return {case_file, compartment, "safety_plan", column, plan.person.str(), plan.version};
}

RiskLevel read_level(const platform::Row& row) {
  return read_name(row, "level", kRiskLevelNames);
}

Risk read_line(const platform::Row& row) {
  return {.id = row.id<RiskId>("id"),
          .person = row.id<PersonId>("person"),
          .at = row.time("at"),
          .assessor = row.id<access::UserId>("assessor"),
          .level = read_level(row)};
}

}  // namespace

void insert(const Place& place, const CaseId& case_file, const Risk& risk) {
  const auto count = place.tx.query_one(kCount, {risk.person})->number("assessments");
  const auto sealed = [&](Compartment compartment, std::string_view column,
                          const std::string& text) {
    return seal(place, of_risk(case_file, risk, compartment, column), text);
  };
  place.tx.execute(kInsertRisk, {risk.id, risk.person, case_file, count + 1, risk.at, risk.assessor,
                                 base::name_of(kRiskLevelNames, risk.level),
                                 sealed(Compartment::work, "factors", encode_factors(risk)),
                                 sealed(Compartment::identity, "people", encode_people(risk)),
                                 sealed(Compartment::narrative, "places", encode_places(risk))});
}

std::vector<Risk> risks_of(const Place& place, const PersonId& person, std::int64_t limit) {
  std::vector<Risk> found;
  for (const auto& row : place.tx.query(kRisksOfPerson, {person, limit})) {
    Risk risk = read_line(row);
    const auto case_file = row.id<CaseId>("case_file");
    const auto opened = [&](Compartment compartment, std::string_view column) {
      return open(place, of_risk(case_file, risk, compartment, column), row.blob(column));
    };
    decode_factors(opened(Compartment::work, "factors"), risk);
    decode_people(opened(Compartment::identity, "people"), risk);
    decode_places(opened(Compartment::narrative, "places"), risk);
    found.push_back(std::move(risk));
  }
  return found;
}

std::vector<Risk> risk_lines(platform::Transaction& tx, const PersonId& person,
                             std::int64_t limit) {
  std::vector<Risk> found;
  for (const auto& row : tx.query(kLines, {person, limit})) found.push_back(read_line(row));
  return found;
}

std::optional<RiskLevel> worst_of_case(platform::Transaction& tx, const CaseId& case_file) {
  std::optional<RiskLevel> worst;
  for (const auto& row : tx.query(kLatestOfCase, {case_file})) {
    worst = std::max(worst.value_or(RiskLevel::low), read_level(row));
  }
  return worst;
}

std::optional<SafetyPlan> find_plan(const Place& place, const PersonId& person) {
  const auto row = place.tx.query_one(kFindPlan, {person});
  if (!row) return std::nullopt;
  SafetyPlan plan{.person = person,
                  .version = row->number("version"),
                  .updated_at = row->time("updated_at"),
                  .updated_by = row->id<access::UserId>("updated_by")};
  const auto case_file = row->id<CaseId>("case_file");
  decode_plan(open(place, of_plan(case_file, plan, Compartment::work, "plan"), row->blob("plan")),
              plan);
  decode_contact(
      open(place, of_plan(case_file, plan, Compartment::identity, "contact"), row->blob("contact")),
      plan);
  return plan;
}

bool save(const Place& place, const CaseId& case_file, const SafetyPlan& plan) {
  const auto content =
      seal(place, of_plan(case_file, plan, Compartment::work, "plan"), encode_plan(plan));
  const auto contact =
      seal(place, of_plan(case_file, plan, Compartment::identity, "contact"), encode_contact(plan));
  if (plan.version == 1) {
    return place.tx.execute(kInsertPlan, {plan.person, case_file, plan.version, plan.updated_at,
                                          plan.updated_by, content, contact}) == 1;
  }
  return place.tx.execute(kUpdatePlan, {plan.person, plan.version, plan.updated_at, plan.updated_by,
                                        content, contact}) == 1;
}

}  // namespace hd::cases::store
