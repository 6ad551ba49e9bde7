#pragma once
// Steps, evidence and routes of identification in the database. Nothing here decides anything.

#include <optional>
#include <vector>

#include "cases/identification.h"
#include "cases/identification_route.h"
#include "cases/store_envelope.h"

namespace hd::cases::store {

/// False when the person already has a step with this number: somebody was faster.
bool insert(const Place& place, const CaseId& case_file, const IdentificationStep& step);
/// Oldest first.
std::vector<IdentificationStep> steps_of(const Place& place, const PersonId& person);

void insert(const Place& place, const CaseId& case_file, const Evidence& evidence);
/// Oldest first.
std::vector<Evidence> evidence_of(const Place& place, const PersonId& person);

/// Adds a row; what is there already stays as it is.
void add_route(platform::Transaction& tx, const Route& route);
/// Rows that hold on a day.
std::vector<Route> routes(platform::Transaction& tx, base::Date day);

}  // namespace hd::cases::store
