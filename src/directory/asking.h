#pragma once
// One body asks another to help a person: what is needed, how urgent it is, what became of it, and
// whom it may ask. Connections and referrals ask in the same words. Pure.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/decide.h"
#include "base/enum_names.h"
#include "base/result.h"
#include "directory/directory.h"
#include "directory/search.h"
#include "platform/json.h"

namespace hd::directory {

enum class Urgency { normal, urgent, at_once };
inline constexpr auto kUrgencyNames = std::to_array<base::EnumName<Urgency>>({
    {Urgency::normal, "normal"},
    {Urgency::urgent, "urgent"},
    {Urgency::at_once, "at_once"},
});
static_assert(base::names_every(kUrgencyNames, Urgency::at_once));

struct Need {
  std::string service;  ///< code of list service_type
  std::string detail = {};
  bool operator==(const Need&) const = default;
};

/// What became of one need.
struct Outcome {
  std::string service;
  std::string outcome;  ///< code of list need_outcome
  std::string note = {};
  bool operator==(const Outcome&) const = default;
};

/// As the API sends and takes them, and as they stand in envelopes.
platform::Json to_json(const Need& need);
platform::Json to_json(const Outcome& outcome);
/// At most ten; complaints go to `in`, under "needs.0.service" and the like.
std::vector<Need> read_needs(platform::JsonReader& in);
std::vector<Outcome> read_outcomes(platform::JsonReader& in);

/// Complaints {"needs.<n>.service", "unknown_value"} about codes that do not hold on that day.
std::vector<base::FieldError> check_needs(const Directory& directory,
                                          const std::vector<Need>& needs, base::Date day);
/// Every need has exactly one outcome, and the outcomes are codes of that day. Complaints:
/// {"outcomes", "one_per_need"}, {"outcomes.<n>.outcome", "unknown_value"}.
std::vector<base::FieldError> check_outcomes(const Directory& directory,
                                             const std::vector<Need>& needs,
                                             const std::vector<Outcome>& outcomes, base::Date day);

/// Why a request is declined or ended: a code of that list and day; "other" needs words.
/// Errors: invalid {"reason", "required" | "unknown_value"}, {"note", "required"}.
base::Result<base::Done> check_reason(const Directory& directory, std::string_view list,
                                      const std::string& reason, const std::string& note,
                                      base::Date day);

/// True for "", an empty answer ("unknown", …) and a province of the geography of that day.
bool is_province_or_empty(const Directory& directory, const std::string& code, base::Date day);

/// A body may ask every other one that exists on that day.
/// Errors: invalid {"target.organisation_id", "unknown_value" | "own_organisation"}.
base::Result<base::Done> check_asked_body(const Directory& directory, const OrgId& asking,
                                          const OrgId& asked, base::Date day);
/// Errors: invalid {"target.unit_id", "unknown_value"} when a unit is named that is none of that
/// body on that day.
base::Result<base::Done> check_asked_unit(const Directory& directory, const OrgId& asked,
                                          const std::optional<UnitId>& unit, base::Date day);

/// The person for whom help is looked for, as far as known; "" is not known.
struct Sought {
  base::Date day;
  std::vector<Need> needs;
  std::string sex, age_band, province;
  std::vector<OrgId> excluded;  ///< those that declined (R-013, R-031), and whoever asks
  bool at_once = false;
};
/// Who serves any of the needs, best first, at most 20..
std::vector<Suggestion> who_serves(const Directory& directory, const Sought& sought);

/// Units to which the asked body may delegate: those of its own ministry or mass organisation, its
/// own first, without the one that has the work now; at most 300..
std::vector<Unit> delegable_units(const Directory& directory, const OrgId& asked,
                                  const std::optional<UnitId>& has_it_now, base::Date day);

/// Figures on what was asked are seen by the body that asked, by the one that was asked, and by
/// those who see all figures; `action` is reports_read or reports_open.
bool may_count(const access::Actor& actor, base::Date today, access::Permission action,
               const OrgId& asking, const OrgId& asked);

/// What somebody who may count a request, but not open it, is told of it: that it was asked for,
/// and what the asked body did itself. No card, nothing that opens it. Source: R-013.
template <class Status>
struct Trace {
  std::string number;
  OrgId target;
  Status status;  ///< what the asked body did stays, whatever the asking one did afterwards
  base::Timestamp sent_at;
  std::optional<base::Timestamp> declined_at = {};
  std::string decline_reason = {};  ///< code of list decline_reason
  bool operator==(const Trace&) const = default;
};

/// One request behind a figure.
template <class Status, class Seen>
struct Counted {
  Trace<Status> trace;
  std::optional<Seen> seen = {};  ///< absent: not, or no longer, to be opened by this person
};

}  // namespace hd::directory
