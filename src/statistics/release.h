#pragma once
// The public form of a version, prepared, looked at, released, withdrawn. Pure.
//
//   prepared --publish--> released --withdraw--> withdrawn
//
// What was printed once stays known: a withdrawn release stays in the registry.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/time.h"
#include "disclosure/rules.h"
#include "documents/ids.h"
#include "statistics/ids.h"
#include "statistics/publication.h"
#include "statistics/run.h"

namespace hd::statistics {

using DisclosureRuleId = base::Id<struct DisclosureRuleTag>;
using PersonFileId = base::Id<struct PersonFileTag>;

/// Thresholds from a day on. Source: spec good practice 6.4 (configurable, with dates).
struct DisclosureRule {
  DisclosureRuleId id;
  disclosure::Thresholds thresholds = {};
  std::int64_t diversity = 2;  ///< l of a file of persons
  base::Date valid_from;
  std::string basis;  ///< the document or article
};

enum class ReleaseState { prepared, released, withdrawn };
inline constexpr auto kReleaseStateNames = std::to_array<base::EnumName<ReleaseState>>({
    {ReleaseState::prepared, "prepared"},
    {ReleaseState::released, "released"},
    {ReleaseState::withdrawn, "withdrawn"},
});
static_assert(base::names_every(kReleaseStateNames, ReleaseState::withdrawn));

struct Release {
  ReleaseId id;
  RunId run;
  VersionId report_version;
  std::string report;
  Days period;
  ReleaseState state = ReleaseState::prepared;
  DisclosureRuleId rule;
  std::int64_t registry_size = 0;  ///< releases that were in the registry when it was prepared
  bool too_few_changes = false;
  std::int64_t known_before = 0;
  base::Timestamp created_at;
  access::UserId created_by;
  std::optional<base::Timestamp> released_at = {};
  std::optional<access::UserId> released_by = {};
  std::optional<documents::DocumentId> document = {};
  std::string withdrawn_reason = {};
  std::int64_t version = 1;
};

/// A file of persons without names.
struct PersonFileRecord {
  PersonFileId id;
  RunId run;
  Days period;
  DisclosureRuleId rule;
  std::int64_t records = 0, rows = 0, suppressed = 0;
  base::Timestamp created_at;
  access::UserId created_by;
};

}  // namespace hd::statistics
