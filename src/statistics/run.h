#pragma once
// A count that was asked for, and the frozen version it makes. Pure.
//
//   queued --claim--> running --finish--> done
//      \                 | \--fail--> failed, or queued again while attempts are left
//       \--cancel--> cancelled

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/time.h"
#include "directory/directory.h"
#include "statistics/counting.h"
#include "statistics/ids.h"

namespace hd::statistics {

/// What is asked for: which report, over which days, whose records, read how.
struct Order {
  std::string report;  ///< code of the definition
  Days period;
  std::string age_set = {};                            ///< "" takes that of the definition
  std::optional<directory::Geography> geography = {};  ///< absent takes that of the definition
  std::optional<directory::OrgId> scope = {};          ///< absent: every organisation's records
  bool operator==(const Order&) const = default;
};

enum class RunKind { count, release, person_file };
inline constexpr auto kRunKindNames = std::to_array<base::EnumName<RunKind>>({
    {RunKind::count, "count"},              ///< makes a version
    {RunKind::release, "release"},          ///< makes the public form of a version
    {RunKind::person_file, "person_file"},  ///< makes a de-identified file of persons
});
static_assert(base::names_every(kRunKindNames, RunKind::person_file));

enum class RunState { queued, running, done, cancelled, failed };
inline constexpr auto kRunStateNames = std::to_array<base::EnumName<RunState>>({
    {RunState::queued, "queued"},
    {RunState::running, "running"},
    {RunState::done, "done"},
    {RunState::cancelled, "cancelled"},
    {RunState::failed, "failed"},
});
static_assert(base::names_every(kRunStateNames, RunState::failed));

/// A run whose node fell silent begins anew elsewhere, this often.
inline constexpr std::int64_t kAttempts = 5;

struct Run {
  RunId id;
  RunKind kind = RunKind::count;
  Order order;
  std::int64_t definition_version = 1;
  std::string subject = {};  ///< of a release: the version
  RunState state = RunState::queued;
  std::string stage = {};  ///< what it is doing: "reading", "counting", "writing", "protecting"
  std::int64_t done = 0, total = 0;  ///< records of the stage
  std::int64_t attempts = 0;
  access::UserId requested_by;
  base::Timestamp requested_at;
  std::optional<base::Timestamp> ended_at = {};
  std::string error = {};   ///< stable word; "" unless failed
  std::string result = {};  ///< id of the version or release it made, or found unchanged
  bool is_new = false;      ///< false: the figures are those of the version before
  std::int64_t version = 1;

  bool ended() const { return state != RunState::queued && state != RunState::running; }
};

struct Version {
  VersionId id;
  RunId run;
  Order order;  ///< age set and geography are always given
  std::int64_t definition_version = 1;
  std::int64_t number = 1;
  std::optional<VersionId> previous = {};
  base::Timestamp created_at;
  access::UserId created_by;
  base::Timestamp state_at;   ///< the records as they were then
  std::int64_t log_size = 0;  ///< entries of the audit log at that moment
  std::string log_hash;       ///< the last of them
  std::string figures_hash;   ///< SHA-256 (hex) of the figures as text
};

}  // namespace hd::statistics
