#pragma once
// The timeline of a case: every turn, written by whichever module made it, seen by marks.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "access/decide.h"
#include "base/enum_names.h"
#include "base/time.h"
#include "cases/ids.h"
#include "directory/ids.h"

namespace hd::cases {

/// Walls inside a case: what investigators write is not for those who support, and the other way
/// round. Source: security 3.5, "walled both ways".
enum class Wall { none, investigation, protection };
inline constexpr auto kWallNames = std::to_array<base::EnumName<Wall>>({
    {Wall::none, "none"},
    {Wall::investigation, "investigation"},  ///< members of that kind only
    {Wall::protection, "protection"},        ///< members of that kind and the lead officer
});
static_assert(base::names_every(kWallNames, Wall::protection));

/// One turn. What people wrote goes into `texts` and is sealed; the rest is codes and ids.
struct TimelineEntry {
  std::string kind;                          ///< "case_opened", "referral_sent", … [a-z_]
  std::string code = {};                     ///< reason or result code; ""
  std::optional<directory::OrgId> org = {};  ///< whose turn it was; absent: the lead's
  Wall wall = Wall::none;
  access::Mark mark = access::kWork;  ///< who may not see this mark does not see the entry
  std::map<std::string, std::string> texts = {};
  std::string subject_kind = {}, subject_id = {};  ///< "referral", "person", …
  // Filled in when it is written:
  std::string id = {};
  std::int64_t number = 0;
  base::Timestamp at = {};
  std::optional<access::UserId> by = {};  ///< absent: a clock
  bool operator==(const TimelineEntry&) const = default;
};

/// Through which walls somebody sees.
struct Sight {
  std::uint8_t marks = 0;
  bool investigation = false, protection = false;
  bool operator==(const Sight&) const = default;
};

}  // namespace hd::cases
