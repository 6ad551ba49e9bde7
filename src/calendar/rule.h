#pragma once
// A deadline rule: what starts a clock, whose it is, how long it runs, who is told in turn.
// Rules are data with dates of validity; a clock keeps the rule that held when it started.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "base/result.h"
#include "base/time.h"
#include "calendar/calendar.h"
#include "calendar/ids.h"

namespace hd::calendar {

struct Rule {
  RuleId id;
  std::string code;      ///< "T1"; the same over all versions of the rule
  std::string label_vi;  ///< what has to be done
  std::string label_en;
  std::string trigger;    ///< the event that starts the clock
  std::string duty_kind;  ///< code of list duty_kind
  access::Role owner = access::Role::counsellor;
  Limit limit;
  std::optional<std::int64_t> attempts = {};  ///< tries that count like the end of the period
  std::vector<int> warning_percent = {};      ///< points of the period, ascending; 100 is the end
  std::vector<access::Role> escalation = {};  ///< the owner first
  std::optional<std::int64_t> target_minutes = {};  ///< internal target of an at_once rule
  bool legal_number = false;  ///< a document gives the number: only then "late" is counted
  std::string basis;
  base::Date valid_from;
  std::optional<base::Date> valid_to = {};  ///< last day

  bool valid_on(base::Date day) const {
    return valid_from <= day && (!valid_to || day <= *valid_to);
  }
  bool operator==(const Rule&) const = default;
};

/// Complaints about a rule as a whole: warning points not ascending or outside 1 to 100, a period
/// of no length, an escalation chain that does not begin with the owner, an end before the start.
std::vector<base::FieldError> check(const Rule& rule);

}  // namespace hd::calendar
