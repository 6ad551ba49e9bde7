#pragma once
// Calendar and deadline rules in the database. Nothing here decides anything.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/ids.h"
#include "base/time.h"
#include "calendar/day.h"
#include "calendar/rule.h"
#include "platform/db.h"

namespace hd::calendar::store {

std::vector<Year> years(platform::Transaction& tx);
std::optional<Year> find_year(platform::Transaction& tx, int year);

/// Days with an entry, `from` to `to` included, in order.
std::vector<Day> days(platform::Transaction& tx, base::Date from, base::Date to);
std::vector<Day> all_days(platform::Transaction& tx);
std::optional<Day> find_day(platform::Transaction& tx, base::Date date);

/// Adds a row; what is there already stays as it is.
void add_year(platform::Transaction& tx, const Year& year);
void add_day(platform::Transaction& tx, const Day& day);
void add_rule(platform::Transaction& tx, const Rule& rule);

/// Inserts, or overwrites the version before `version`. False: somebody was faster.
bool save_day(platform::Transaction& tx, const Day& day);
bool save_year(platform::Transaction& tx, const Year& year);

/// Why an administrator changed a day or a year; `subject` "2026-11-23" or "2027".
struct Change {
  std::string subject;
  std::string before;  ///< kind; "" when there was no entry
  std::string after;
  std::string reason;
  base::Timestamp at;
  access::UserId by;
};
void add_change(platform::Transaction& tx, const Change& change);

/// Rules valid on a day, by code.
std::vector<Rule> rules_on(platform::Transaction& tx, base::Date day);
std::optional<Rule> rule_on(platform::Transaction& tx, std::string_view code, base::Date day);
std::optional<Rule> find_rule(platform::Transaction& tx, const RuleId& id);
/// The version of the rule with the latest start.
std::optional<Rule> latest_rule(platform::Transaction& tx, std::string_view code);
/// Ends a version on its last day.
void close_rule(platform::Transaction& tx, const RuleId& id, base::Date valid_to);

}  // namespace hd::calendar::store
