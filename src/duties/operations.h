#pragma once
// What other modules and users can do with duties. Runs inside the caller's transaction.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "base/result.h"
#include "base/time.h"
#include "duties/duty.h"
#include "platform/db.h"

namespace hd::duties {

/// Starts a clock: looks the rule up as of the local day of `started_at`, computes due time,
/// warning points and escalation, writes history, event, notice and audit entry. Errors: not_found
/// "deadline_rule.unknown" - no such rule on that day (params["rule"]);
///         conflict "calendar.year_missing" - working days are needed of a year without calendar
///         data (params["year"]).
/// Source; T1 to T4.
base::Result<DutyId> open(platform::Transaction& tx, base::Timestamp now,
                          const access::Actor& actor, const NewDuty& duty);

/// Ends all open duties of one kind about a subject; none is no error. `reason` is a stable code
/// for the history, e.g. "first_result_recorded". Returns how many ended.
std::int64_t settle(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                    std::string_view subject_kind, std::string_view subject_id,
                    std::string_view kind, End end, std::string_view reason);

/// The same for the open duties of one organisation only.
std::int64_t settle_of_org(platform::Transaction& tx, base::Timestamp now,
                           const access::Actor& actor, std::string_view subject_kind,
                           std::string_view subject_id, std::string_view kind,
                           const directory::OrgId& org, End end, std::string_view reason);

/// Ends every open duty about a subject, of whatever kind. Returns how many ended.
std::int64_t settle_all(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                        std::string_view subject_kind, std::string_view subject_id, End end,
                        std::string_view reason);

}  // namespace hd::duties
