#pragma once
// Risk assessments and safety plans in the database. Nothing here decides anything.

#include <optional>
#include <vector>

#include "cases/risk.h"
#include "cases/safety_plan.h"
#include "cases/store_envelope.h"

namespace hd::cases::store {

/// Adds an assessment after the latest of its person.
void insert(const Place& place, const CaseId& case_file, const Risk& risk);
/// Newest first, at most `limit`; opened.
std::vector<Risk> risks_of(const Place& place, const PersonId& person, std::int64_t limit);
/// Newest first, at most `limit`; level, time and assessor only.
std::vector<Risk> risk_lines(platform::Transaction& tx, const PersonId& person, std::int64_t limit);
/// The worst of the latest levels of the persons of a case; nullopt when none was assessed.
std::optional<RiskLevel> worst_of_case(platform::Transaction& tx, const CaseId& case_file);

std::optional<SafetyPlan> find_plan(const Place& place, const PersonId& person);
/// Inserts version 1, else overwrites version - 1. False: somebody was faster.
bool save(const Place& place, const CaseId& case_file, const SafetyPlan& plan);

}  // namespace hd::cases::store
